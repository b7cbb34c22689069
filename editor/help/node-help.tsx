/** The folded help of a node: what its kind is for, pictures of what its settings mean, examples to put in. */
import { Button, Collapse, Stack, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconHelpCircle, IconWand } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { surroundingsAt } from '../../flows/format/words.ts';
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import type { Row } from '../../nodes/kit/lenient.ts';
import type { Language } from '../../nodes/kit/text.ts';
import { helpOf } from './help-of.ts';
import type { Example, Help } from './timeline.ts';
import { TimelinePicture } from './timeline-picture.tsx';

interface NodeHelpProps {
  readonly kind: string;
  readonly config: Row;
  readonly context: NodeContext;
  readonly language: Language;
  /** Takes the settings of an example, all at once. */
  readonly onExample: (config: Row) => void;
}

export function NodeHelp(props: NodeHelpProps) {
  const { t } = useTranslation('help');
  const id = useId();
  // Who wants help wants it at the next node as well.
  const [open, setOpen] = useLocalStorage({
    key: 'naru.help.open',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const help = helpOf(props.kind);
  if (!help) return null;
  return (
    <section aria-label={t('title')}>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        leftSection={<IconHelpCircle size={15} aria-hidden />}
      >
        {t('title')}
      </Button>
      <Collapse expanded={open} id={id}>
        {open && <HelpContent {...props} help={help} />}
      </Collapse>
    </section>
  );
}

function HelpContent({ help, config, context, language, onExample }: NodeHelpProps & { help: Help }) {
  const { t } = useTranslation('help');
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
