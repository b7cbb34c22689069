/** Matches as they come, newest first. A match shows where on the canvas it arose, and unfolds to what caused it. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconEraser, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LiveMatch } from '../../runtime/wire/live.ts';
import { useFormats } from '../i18n/format.ts';
import { matchTail } from './live.ts';
import classes from './match-list.module.css';
import { MatchRow } from './match-row.tsx';
import { NoMatches } from './no-matches.tsx';
import type { TailState } from './tail.ts';
import { useCalm } from './use-calm.ts';

const ROW = 38;

const itemsOf = (state: TailState<LiveMatch>) => state.items;
/** An empty list, the first match, and what was held while the reader read are shown at once. */
const isUrgent = (state: TailState<LiveMatch>) => state.items.length <= 1 || state.paused;

export function MatchList({ canSimulate }: { canSimulate: boolean }) {
  const { t } = useTranslation('live');
  const items = useCalm(matchTail, itemsOf, isUrgent);
  const { opened, setOpened, listeners } = useReading();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => items[index].id,
    overscan: 6,
  });

  useHeldPlace(scroller, items);

  function toggle(index: number) {
    const { id } = items[index];
    setOpened(id === opened ? undefined : id);
    // In a low panel what unfolds would lie below the edge.
    if (id !== opened) virtual.scrollToIndex(index, { align: 'start' });
  }

  if (items.length === 0) return <NoMatches canSimulate={canSimulate} />;
  return (
    <div className={classes.list}>
      <div className={classes.columns} aria-hidden>
        <span>{t('column.time')}</span>
        <span>{t('column.action')}</span>
        <span>{t('column.key')}</span>
        <span>{t('column.data')}</span>
      </div>
      <div ref={scroller} className={classes.scroller} {...listeners}>
        <ul className={classes.rows} style={{ height: virtual.getTotalSize() }} aria-label={t('matches')}>
          {virtual.getVirtualItems().map(({ key, index, start }) => (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={classes.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              <MatchRow
                match={items[index]}
                opened={items[index].id === opened}
                onToggle={() => toggle(index)}
              />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/**
 * The match that is unfolded. While one is read, pointed at or reached by the keyboard the list stands still, so that
 * nothing slips away from under the pointer; a pause that the reader chose stays his.
 */
function useReading() {
  const [opened, setOpened] = useState<string>();
  const [near, setNear] = useState(false);
  const reading = near || opened !== undefined;
  useEffect(() => {
    if (!reading || matchTail.getState().paused) return;
    matchTail.pause();
    return () => matchTail.resume();
  }, [reading]);
  const listeners = {
    onPointerEnter: () => setNear(true),
    onPointerLeave: () => setNear(false),
    onFocus: () => setNear(true),
    onBlur: () => setNear(false),
  };
  return { opened, setOpened, listeners };
}

/** Who has scrolled down keeps what he reads in place while newer matches come in above it. */
function useHeldPlace(scroller: RefObject<HTMLDivElement | null>, items: readonly LiveMatch[]) {
  const newest = useRef<string>(undefined);
  useLayoutEffect(() => {
    const before = newest.current;
    newest.current = items[0]?.id;
    const element = scroller.current;
    if (!element || before === undefined || element.scrollTop === 0) return;
    const added = items.findIndex((item) => item.id === before);
    if (added > 0) element.scrollTop += added * ROW;
  }, [scroller, items]);
}

/** Pause, go on, clear; and what has been left out. */
export function MatchTools() {
  const { t } = useTranslation('live');
  const formats = useFormats();
  const paused = useStore(matchTail, (state) => state.paused);
  const held = useStore(matchTail, (state) => state.heldCount);
  const skipped = useStore(matchTail, (state) => state.skipped);
  const empty = useStore(matchTail, (state) => state.items.length === 0);
  return (
    <>
      {skipped > 0 && !paused && (
        <span className={classes.aside}>
          {t('skipped', { count: skipped, amount: formats.count(skipped) })}
        </span>
      )}
      {paused && held > 0 && (
        <Button variant="light" size="compact-xs" onClick={matchTail.resume}>
          {t('held', { count: held, amount: formats.count(held) })}
        </Button>
      )}
      <Tooltip label={paused ? t('resume') : t('pause')}>
        <ActionIcon
          aria-label={paused ? t('resume') : t('pause')}
          aria-pressed={paused}
          variant={paused ? 'light' : 'subtle'}
          onClick={paused ? matchTail.resume : matchTail.pause}
        >
          {paused ? <IconPlayerPlay size={16} stroke={1.7} /> : <IconPlayerPause size={16} stroke={1.7} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('clear')}>
        <ActionIcon aria-label={t('clear')} disabled={empty} onClick={matchTail.clear}>
          <IconEraser size={16} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
