/**
 * One part of what `npm run bench` measures: a subject with its figures, each beside the least that it should reach.
 * A section prints nothing itself; it says how it goes by `onProgress`.
 */

export interface Figure {
  /** What was measured, with its unit. */
  readonly what: string;
  readonly measured: number;
  /** What it should reach: at least (`>=`) or at most (`<=`) so much. Left out where it is told for comparison only. */
  readonly target?: { readonly is: '>=' | '<='; readonly value: number };
  /** Where one number does not say all: percentiles, what was compared, how much memory. */
  readonly note?: string;
}

export interface Section {
  readonly title: string;
  readonly figures: readonly Figure[];
}

export interface SectionOptions {
  /** Each figure is the median of so many runs. */
  readonly runs: number;
  /** Events of a workload where the section has one: 1,000,000 unless told. Less makes a quick look. */
  readonly events: number;
  readonly seed: number;
  /** For files; the owner of the run removes it. */
  readonly folder: string;
  readonly onProgress: (sentence: string) => void;
}

export type MeasureSection = (options: SectionOptions) => Promise<Section>;

export function isMet({ measured, target }: Figure): boolean | undefined {
  if (!target) return undefined;
  return target.is === '>=' ? measured >= target.value : measured <= target.value;
}
