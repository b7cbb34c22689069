/** Stands above the canvas for as long as versions are compared: which ones, how much differs, and what can be done. */
import { ActionIcon, Button, Tooltip, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconArrowBackUp,
  IconArrowRight,
  IconArrowsLeftRight,
  IconChevronLeft,
  IconChevronRight,
  IconX,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MARKS, type Mark } from '../../flows/format/compare-flows.ts';
import { commands } from '../commands/commands.ts';
import { keyName } from '../commands/key-name.ts';
import classes from './compare-bar.module.css';
import {
  leaveCompare,
  restoreCompared,
  stepCompare,
  swapCompared,
  toggleMark,
  useComparing,
  useIsComparing,
} from './comparing.ts';
import { type Comparison, markedCounts } from './comparison.ts';
import { MarkSign } from './mark-sign.tsx';
import { useVersionName } from './use-version-name.ts';
import { VersionChoice } from './version-choice.tsx';

export function CompareBar() {
  const comparison = useComparing((state) => state.comparison);
  const comparing = useIsComparing();
  // Who leaves the page, or opens another flow, is done with it.
  useEffect(() => leaveCompare, []);
  return comparing && comparison ? <Bar comparison={comparison} /> : null;
}

function Bar({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('compare');
  const { swapped } = comparison;
  const came = useRef<Element | null>(document.activeElement);
  // What had the keyboard before gets it again, unless another thing took it meanwhile.
  useEffect(() => {
    const before = came.current;
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  const draft = <span className={classes.draft}>{t('draft')}</span>;
  const other = <VersionChoice />;
  return (
    <section className={classes.bar} aria-label={t('label')} data-canvas-tools data-compare-bar>
      <div className={classes.versions}>
        {swapped ? draft : other}
        <IconArrowRight size={15} stroke={1.8} aria-hidden />
        {swapped ? other : draft}
        <Sign label={t('swap')} onClick={swapCompared}>
          <IconArrowsLeftRight size={16} stroke={1.7} />
        </Sign>
      </div>
      <Filters comparison={comparison} />
      <Steps comparison={comparison} />
      <Told comparison={comparison} />
      <div className={classes.end}>
        <Restore comparison={comparison} />
        <Sign label={t('leave')} keys={keyName(commands.deselect.keys[0])} onClick={leaveCompare}>
          <IconX size={17} stroke={1.7} />
        </Sign>
      </div>
    </section>
  );
}

interface SignProps {
  readonly label: string;
  readonly keys?: string;
  readonly off?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Sign({ label, keys, off = false, onClick, children }: SignProps) {
  return (
    <Tooltip label={keys ? `${label} (${keys})` : label}>
      <ActionIcon aria-label={label} aria-keyshortcuts={keys} disabled={off} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** The legend: each kind of change with its sign and how many there are; pressed, they are shown. */
function Filters({ comparison: { counts, hidden } }: { comparison: Comparison }) {
  const { t } = useTranslation('compare');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div className={classes.filters} role="group" aria-label={t('filter')}>
      {MARKS.map((mark) => (
        <Filter key={mark} mark={mark} count={counts[mark]} shown={!hidden.has(mark)} />
      ))}
    </div>
  );
}

function Filter({ mark, count, shown }: { mark: Mark; count: number; shown: boolean }) {
  const { t } = useTranslation('compare');
  const word = t(`mark.${mark}`);
  return (
    <Tooltip label={t(shown ? 'hide' : 'show', { mark: word, count })}>
      <button
        type="button"
        className={classes.filter}
        data-mark={mark}
        aria-pressed={shown}
        disabled={count === 0}
        onClick={() => toggleMark(mark)}
      >
        <MarkSign mark={mark} />
        {t('count', { mark: word, count })}
      </button>
    </Tooltip>
  );
}

function Steps({ comparison: { told } }: { comparison: Comparison }) {
  const { t } = useTranslation('compare');
  const at = useComparing((state) => state.at);
  const place = told.findIndex(({ key }) => key === at);
  const total = told.length;
  const off = total === 0;
  return (
    <div className={classes.steps}>
      <Sign
        label={t('previous')}
        keys={keyName(commands.previousChange.keys[0])}
        off={off}
        onClick={() => stepCompare(-1)}
      >
        <IconChevronLeft size={17} stroke={1.7} />
      </Sign>
      <span className={`${classes.at} tabular`}>
        {place < 0 ? t('atNone', { total }) : t('at', { at: place + 1, total })}
      </span>
      <Sign
        label={t('next')}
        keys={keyName(commands.nextChange.keys[0])}
        off={off}
        onClick={() => stepCompare(1)}
      >
        <IconChevronRight size={17} stroke={1.7} />
      </Sign>
    </div>
  );
}

/** For those who hear it: the whole comparison in one sentence. */
function Told({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('compare');
  const version = useVersionName();
  const counts = markedCounts(comparison);
  const words = counts.map(([mark, count]) => t('count', { mark: t(`mark.${mark}`), count })).join(' · ');
  return (
    <VisuallyHidden role="status">
      {counts.length === 0
        ? t('same', { version })
        : t(comparison.swapped ? 'titleSwapped' : 'title', { version, counts: words })}
    </VisuallyHidden>
  );
}

function Restore({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('compare');
  const version = useVersionName();
  const differs = markedCounts(comparison).length > 0;
  if (!differs) return <span className={classes.same}>{t('same', { version })}</span>;

  function restore() {
    restoreCompared();
    notifications.show({ color: 'teal', message: t('restored', { version }) });
  }
  return (
    <Button variant="default" leftSection={<IconArrowBackUp size={15} stroke={1.8} />} onClick={restore}>
      {t('restore')}
    </Button>
  );
}
