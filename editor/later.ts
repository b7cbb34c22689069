/** Runs something after so many ms; gives a function that calls it off. Handed in, so that tests need not wait. */
export type Later = (run: () => void, ms: number) => () => void;

export const later: Later = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
