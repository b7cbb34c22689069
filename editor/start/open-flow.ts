/** Makes a flow on the server and opens it on the canvas. */
import { useState } from 'react';
import { createFlow } from '../server/flows-api.ts';
import { useProblemText } from '../server/problem-text.ts';
import { goTo } from '../shell/route.ts';

export interface OpenFlow {
  /** Gives its id, or undefined where that failed. */
  readonly open: (flow: unknown) => Promise<string | undefined>;
  readonly busy: boolean;
  /** Why the last attempt failed. */
  readonly problem: string | undefined;
}

/** Where its id is taken, the server finds a free one like it. */
export function useOpenFlow(): OpenFlow {
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function open(flow: unknown) {
    setBusy(true);
    setProblem(undefined);
    try {
      const { summary } = await createFlow(flow, 'copy');
      goTo({ page: 'flow', id: summary.id });
      return summary.id;
    } catch (error) {
      setProblem(problemText(error));
      setBusy(false);
      return undefined;
    }
  }
  return { open, busy, problem };
}

export function localTimezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
