/** What is wrong with a node, on its corner: how much, and on pointing at it the sentences. */
import { Tooltip } from '@mantine/core';
import { IconAlertTriangleFilled, IconInfoCircleFilled } from '@tabler/icons-react';
import { useFaultsOf } from '../document/open-document.ts';
import { useLanguage, useTexts } from '../i18n/setup.ts';
import { useLiveProblemsOf } from '../problems/live-problems.ts';
import classes from './card-faults.module.css';

/** More sentences than this are not read in a tooltip. */
const SHOWN = 4;

export function CardFaults({ node }: { node: string }) {
  const t = useTexts('canvas');
  const language = useLanguage();
  const drawn = useFaultsOf(node);
  // What only the running flow shows is a hint like the others
  const running = useLiveProblemsOf(node);
  const faults = running.length > 0 ? [...drawn, ...running] : drawn;
  if (faults.length === 0) return null;
  const errors = faults.filter((fault) => fault.severity === 'error');
  const shown = errors.length > 0 ? errors : faults;
  const tone = errors.length > 0 ? 'bad' : 'warn';
  const label =
    errors.length > 0 ? t('card.faults', { count: shown.length }) : t('card.hints', { count: shown.length });
  const sentences = shown.slice(0, SHOWN).map((fault) => fault.message[language]);
  if (shown.length > SHOWN) sentences.push('…');
  return (
    <Tooltip label={sentences.join('\n')} style={{ whiteSpace: 'pre-line' }} position="top">
      <span className={classes.badge} data-tone={tone} role="img" aria-label={label}>
        {tone === 'bad' ? <IconAlertTriangleFilled size={13} /> : <IconInfoCircleFilled size={13} />}
        {shown.length}
      </span>
    </Tooltip>
  );
}
