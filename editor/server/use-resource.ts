/** Something that is loaded over REST: its value, what went wrong, and loading it again. */
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Resource<Value> {
  /** The last value that came; stays while it is loaded again. */
  readonly value: Value | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  readonly reload: () => void;
}

/** Loads on the first draw, and again when `key` changes or somebody asks. */
export function useResource<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  key: string,
): Resource<Value> {
  const [state, setState] = useState<{ value?: Value; error?: unknown; loading: boolean; key: string }>({
    loading: true,
    key,
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is there to load again
  useEffect(() => {
    const controller = new AbortController();
    setState((before) => (before.key === key ? { ...before, loading: true } : { loading: true, key }));
    latest.current(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setState({ value, loading: false, key });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setState((before) => ({ ...before, error, loading: false }));
      },
    );
    return () => controller.abort();
  }, [key, turn]);

  const reload = useCallback(() => setTurn((before) => before + 1), []);
  const current = state.key === key ? state : undefined;
  return { value: current?.value, error: current?.error, loading: current?.loading ?? true, reload };
}
