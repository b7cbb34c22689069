/** What help says about a node: pictures of what its settings mean, and examples to put in. Loads when it is unfolded. */
import { Button, Stack, Text } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { surroundingsAt } from '../../flows/format/words.ts';
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import type { Row } from '../../nodes/kit/lenient.ts';
import { helpOf } from './help-of.ts';
import type { NodeHelpProps } from './node-help.tsx';
import type { Example } from './timeline.ts';
import { TimelinePicture } from './timeline-picture.tsx';

export function HelpContent({ kind, config, context, language, onExample }: NodeHelpProps) {
  const { t } = useTranslation('help');
  const help = helpOf(kind);
  if (!help) return null;
  const surroundings = surroundingsAt(context.surroundings, context.inputs);
  const stories = help.stories(config, language, { ...context, surroundings });
  return (
    <Stack gap="xs" pt="xs">
      <Text size="xs">{help.text[language]}</Text>
      {stories.length > 0 && (
        <>
          <Text size="xs" fw={650} component="h3">
            {t('picture')}
          </Text>
          <TimelinePicture stories={stories} language={language} />
        </>
      )}
      <Text size="xs" fw={650} component="h3">
        {t('examples')}
      </Text>
      <Stack gap={4} align="flex-start">
        {help.examples.map((example) => (
          <Button
            key={example.name.en}
            variant="default"
            size="compact-xs"
            leftSection={<IconWand size={13} aria-hidden />}
            aria-label={t('use', { name: example.name[language] })}
            onClick={() => onExample(withExample(config, example, context))}
          >
            {example.name[language]}
          </Button>
        ))}
      </Stack>
    </Stack>
  );
}

/** The settings with those of an example put in; what the example says is not there, is taken out. */
export function withExample(config: Row, example: Example, context: NodeContext): Row {
  const merged = { ...config, ...example.settings(config, context) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}
