/** Below the canvas: what is found, what comes in, what is wrong, what the flow says in words. Its height is the reader's choice. */
import { ActionIcon, Tabs, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type KeyboardEvent, lazy, type PointerEvent, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../../document/open-document.ts';
import { useFormats } from '../../i18n/format.ts';
import { useFlowLive } from '../../live/live.ts';
import { useLiveProblems } from '../../problems/live-problems.ts';
import { afterDrawing } from '../when-idle.ts';
import classes from './bottom-panel.module.css';

const matches = afterDrawing(() => import('../../live/match-list.tsx'));
const MatchList = lazy(async () => ({ default: (await matches()).MatchList }));
const MatchTools = lazy(async () => ({ default: (await matches()).MatchTools }));
const EventList = lazy(async () => ({ default: (await import('../../live/event-list.tsx')).EventList }));
const Problems = lazy(async () => ({ default: (await import('../../problems/problems.tsx')).Problems }));
const sentence = () => import('../../sentence/flow-sentence.tsx');
const FlowSentence = lazy(async () => ({ default: (await sentence()).FlowSentence }));
const SentenceTools = lazy(async () => ({ default: (await sentence()).SentenceTools }));

const TABS = ['matches', 'events', 'problems', 'sentence'] as const;
type Tab = (typeof TABS)[number];

const HEIGHT = { atFirst: 248, small: 190, least: 120, most: 560, step: 24 };

function within(height: number): number {
  return Math.round(Math.min(HEIGHT.most, Math.max(HEIGHT.least, height)));
}

export function BottomPanel({ canSimulate }: { canSimulate: boolean }) {
  const { t } = useTranslation('live');
  const [tab, setTab] = useLocalStorage<Tab>({
    key: 'naru.bottom.tab',
    defaultValue: 'matches',
    getInitialValueInEffect: false,
  });
  const [folded, setFolded] = useLocalStorage({
    key: 'naru.bottom.folded',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [height, setHeight] = useLocalStorage<number>({
    key: 'naru.bottom.height',
    defaultValue: innerHeight < 800 ? HEIGHT.small : HEIGHT.atFirst,
    getInitialValueInEffect: false,
  });
  const foldLabel = folded ? t('unfold') : t('fold');

  function choose(next: string | null) {
    setTab(TABS.find((each) => each === next) ?? 'matches');
    setFolded(false);
  }

  return (
    <section
      className={classes.panel}
      aria-label={t('panel')}
      style={{ height: folded ? undefined : within(height) }}
    >
      {!folded && <Splitter height={within(height)} onHeight={setHeight} />}
      <Tabs
        value={tab}
        onChange={choose}
        keepMounted={false}
        className={classes.tabs}
        classNames={{ list: classes.tabList, tab: classes.tab, panel: classes.content }}
      >
        <div className={classes.bar}>
          <Tabs.List>
            <Tabs.Tab value="matches" rightSection={<MatchCount />}>
              {t('matches')}
            </Tabs.Tab>
            <Tabs.Tab value="events">{t('events')}</Tabs.Tab>
            <Tabs.Tab value="problems" rightSection={<ProblemCount />}>
              {t('problems')}
            </Tabs.Tab>
            <Tabs.Tab value="sentence">{t('sentence:tab')}</Tabs.Tab>
          </Tabs.List>
          <div className={classes.tools}>
            {!folded && (
              <Suspense fallback={null}>
                {tab === 'matches' && <MatchTools />}
                {tab === 'sentence' && <SentenceTools />}
              </Suspense>
            )}
            <Tooltip label={foldLabel}>
              <ActionIcon aria-label={foldLabel} aria-expanded={!folded} onClick={() => setFolded(!folded)}>
                {folded ? (
                  <IconChevronUp size={18} stroke={1.6} />
                ) : (
                  <IconChevronDown size={18} stroke={1.6} />
                )}
              </ActionIcon>
            </Tooltip>
          </div>
        </div>
        {!folded && (
          <Suspense fallback={null}>
            <Tabs.Panel value="matches">
              <MatchList canSimulate={canSimulate} />
            </Tabs.Panel>
            <Tabs.Panel value="events">
              <EventList />
            </Tabs.Panel>
            <Tabs.Panel value="problems">
              <div className={classes.scroll}>
                <Problems />
              </div>
            </Tabs.Panel>
            <Tabs.Panel value="sentence">
              <div className={classes.scroll}>
                <FlowSentence />
              </div>
            </Tabs.Panel>
          </Suspense>
        )}
      </Tabs>
    </section>
  );
}

/** How many matches there were since the flow started. */
function MatchCount() {
  const formats = useFormats();
  const flow = useDocument((state) => state.flow?.id ?? '');
  const matches = useFlowLive(flow, (live) => live?.matches);
  return matches === undefined ? null : (
    <span className={`${classes.count} tabular`}>{formats.count(matches)}</span>
  );
}

function ProblemCount() {
  const errors = useDocument((state) => state.faults.filter((fault) => fault.severity === 'error').length);
  const running = useLiveProblems();
  const all = useDocument((state) => state.faults.length) + running.length;
  if (all === 0) return null;
  return (
    <span className={`${classes.count} tabular`} data-tone={errors > 0 ? 'bad' : 'warn'}>
      {errors > 0 ? errors : all}
    </span>
  );
}

/** The upper edge: drawn with the pointer, or moved with the arrow keys. */
function Splitter({ height, onHeight }: { height: number; onHeight: (height: number) => void }) {
  const { t } = useTranslation('live');
  const from = useRef<{ y: number; height: number }>(undefined);

  function start(event: PointerEvent<HTMLDivElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { y: event.clientY, height };
  }
  function move(event: PointerEvent) {
    if (from.current) onHeight(within(from.current.height + from.current.y - event.clientY));
  }
  function end() {
    from.current = undefined;
  }
  function key(event: KeyboardEvent) {
    const step = event.key === 'ArrowUp' ? HEIGHT.step : event.key === 'ArrowDown' ? -HEIGHT.step : 0;
    if (step === 0) return;
    event.preventDefault();
    onHeight(within(height + step));
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule can't be moved
    <div
      className={classes.splitter}
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t('resize')}
      aria-valuenow={height}
      aria-valuemin={HEIGHT.least}
      aria-valuemax={HEIGHT.most}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={key}
    />
  );
}
