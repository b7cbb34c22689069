/** What stands where there is nothing to show: loading, empty, failed, not found. One look for all of them. */
import { Button, Center, Loader, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { type Icon, IconCloudOff, IconMapPinOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../server/problem-text.ts';
import { hrefOf } from './route.ts';

export function LoadingState() {
  const { t } = useTranslation('common');
  return (
    <Center data-loading-page h="100%" mih={240} role="status" aria-label={t('loading')}>
      <Loader size="sm" type="dots" />
    </Center>
  );
}

interface MessageStateProps {
  readonly icon: Icon;
  readonly title: string;
  readonly text?: string;
  /** Inside a panel that has a heading of its own. */
  readonly small?: boolean;
  /** It is the page's first heading. */
  readonly first?: boolean;
  readonly children?: ReactNode;
}

export function MessageState({ icon: Icon, title, text, small, first, children }: MessageStateProps) {
  return (
    <Center h="100%" mih={small ? 0 : 280} p="md">
      <Stack align="center" gap={small ? 4 : 'xs'} maw={440}>
        {!small && (
          <ThemeIcon size={48} radius="xl" variant="light" color="gray" mb={4}>
            <Icon size={24} stroke={1.6} />
          </ThemeIcon>
        )}
        {small ? (
          <Text fw={600} ta="center">
            {title}
          </Text>
        ) : (
          <Title order={first ? 1 : 2} size="h3" ta="center">
            {title}
          </Title>
        )}
        {text && (
          <Text c="dimmed" size="sm" ta="center">
            {text}
          </Text>
        )}
        {children && <Stack mt="xs">{children}</Stack>}
      </Stack>
    </Center>
  );
}

export function FailedState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('common');
  const problemText = useProblemText();
  return (
    <MessageState icon={IconCloudOff} title={t('failed.title')} text={problemText(error)}>
      <Button variant="default" onClick={onRetry}>
        {t('retry')}
      </Button>
    </MessageState>
  );
}

export function NotFoundState() {
  const { t } = useTranslation('shell');
  return (
    <MessageState icon={IconMapPinOff} title={t('notFound.title')} text={t('notFound.text')} first>
      <Button component="a" href={hrefOf({ page: 'flows' })} variant="default">
        {t('notFound.back')}
      </Button>
    </MessageState>
  );
}
