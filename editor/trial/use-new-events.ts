/** A trial on the recent events goes along with those that come in. */
import { type RefObject, useEffect } from 'react';
import { counts } from '../live/live.ts';
import type { TrialAnswer } from './use-trial.ts';

const LOOK_EVERY = 5_000;

/** Tries again as events come in, but never under the hand of somebody who reads or is about to click. */
export function useNewEvents({ trial, refresh }: TrialAnswer, section: RefObject<HTMLElement | null>): void {
  const isRecent = trial?.from === 'recent';
  // biome-ignore lint/correctness/useExhaustiveDependencies(trial): with each answer begins another wait
  useEffect(() => {
    if (!isRecent) return undefined;
    const before = accepted();
    const timer = setInterval(() => {
      if (accepted() !== before && !document.hidden && !isHeld(section.current)) refresh();
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [isRecent, trial, refresh, section]);
}

const accepted = () => counts.system.get('system')?.accepted ?? 0;

/** The pointer is over it, or the focus on something in it. */
function isHeld(section: HTMLElement | null): boolean {
  const { activeElement } = document;
  const isIn = activeElement !== section && section?.contains(activeElement) === true;
  return isIn || section?.matches(':hover') === true;
}
