/** The folded help of a node. */
import { Button, Collapse, Skeleton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconHelpCircle } from '@tabler/icons-react';
import { lazy, Suspense, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import type { Row } from '../../nodes/kit/lenient.ts';
import type { Language } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';

const HelpContent = lazy(() =>
  import('./help-content.tsx').then((module) => ({ default: module.HelpContent })),
);

export interface NodeHelpProps {
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
  if (!definitionOf(props.kind)) return null;
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
        {open && (
          <Suspense fallback={<Skeleton height={240} mt="xs" />}>
            <HelpContent {...props} />
          </Suspense>
        )}
      </Collapse>
    </section>
  );
}
