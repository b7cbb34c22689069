/** How a person tries nodes: it stays so when another node is looked at. */
import { create } from 'zustand';
import type { TrialSource } from '../../runtime/wire/trial.ts';

export interface TrialChoice {
  readonly isOpen: boolean;
  /** Left to the runtime where nobody has chosen: the recent events, or simulated ones where there are none. */
  readonly from: TrialSource | undefined;
  /** The person's own events. */
  readonly text: string;
}

export const useTrialChoice = create<TrialChoice>(() => ({ isOpen: false, from: undefined, text: '' }));

export function chooseTrial(change: Partial<TrialChoice>): void {
  useTrialChoice.setState(change);
}
