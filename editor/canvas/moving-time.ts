/** For how long the view glides to another place. */

/** @returns `time` in ms, or 0 for those who asked their system for less motion */
export function movingTime(time: number): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : time;
}
