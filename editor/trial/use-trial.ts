/** Asks for a trial of a node, and again a moment after something changed that it depends on. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { cutToNode, wayKey } from '../../flows/format/way-to-node.ts';
import type { Trial } from '../../runtime/wire/trial.ts';
import { useDocument } from '../document/open-document.ts';
import { type AskedTrial, tryNode } from '../server/trials-api.ts';
import type { TrialChoice } from './trial-choice.ts';

const AGAIN_AFTER = 500;
/** As long as a text may be (runtime/wire/trial.ts). */
export const LONGEST_TEXT = 1024 * 1024;

export interface TrialAnswer {
  /** The last answer for this node; stays while it is asked again. */
  readonly trial: Trial | undefined;
  readonly error: unknown;
  readonly isAsking: boolean;
  readonly again: () => void;
  /** The same without a word: what is shown stays until the answer is there, and where there is none. */
  readonly refresh: () => void;
}

interface Answer {
  readonly trial?: Trial;
  readonly error?: unknown;
  /** What it answers. */
  readonly key: string;
}

/** Which time it is asked. */
interface Turn {
  readonly count: number;
  /** The count, where nobody is told of it. */
  readonly quiet?: number;
}

/** The node stays the same for as long as the hook is used. */
export function useTrial(nodeId: string, { from, text }: TrialChoice): TrialAnswer {
  const flow = useDocument((state) => state.flow);
  const [turn, setTurn] = useState<Turn>({ count: 0 });
  const [answer, setAnswer] = useState<Answer>();
  const request = useMemo(() => requestOf(flow, nodeId, from, text), [flow, nodeId, from, text]);
  const what = request && flow ? keyOf(flow, request) : undefined;
  const key = what === undefined ? undefined : `${turn.count} ${what}`;
  // What is asked quietly is what the last answer was about.
  const isQuiet = turn.quiet === turn.count && answer?.key === `${turn.count - 1} ${what}`;
  const latest = useRef(request);
  latest.current = request;
  const quiet = useRef(isQuiet);
  quiet.current = isQuiet;
  const asked = useRef(false);

  useEffect(() => {
    if (key === undefined) return undefined;
    const end = new AbortController();
    const ask = () =>
      tryNode(latest.current!, end.signal).then(
        (trial) => {
          if (!end.signal.aborted) setAnswer({ trial, key });
        },
        (error: unknown) => {
          if (!end.signal.aborted)
            setAnswer((before) => (quiet.current ? { ...before, key } : { error, key }));
        },
      );
    const timer = setTimeout(ask, asked.current ? AGAIN_AFTER : 0);
    asked.current = true;
    return () => {
      clearTimeout(timer);
      end.abort();
    };
  }, [key]);

  const again = useCallback(() => setTurn(({ count }) => ({ count: count + 1 })), []);
  const refresh = useCallback(() => setTurn(({ count }) => ({ count: count + 1, quiet: count + 1 })), []);
  const shown = key === undefined ? undefined : answer;
  return {
    trial: shown?.trial,
    error: shown?.error,
    isAsking: key !== undefined && answer?.key !== key && !isQuiet,
    again,
    refresh,
  };
}

/** Undefined where there is nothing to try: no flow, or no text yet. */
function requestOf(
  flow: FlowFile | null,
  node: string,
  from: TrialChoice['from'],
  text: string,
): AskedTrial | undefined {
  if (!flow || (from === 'given' && (text.trim() === '' || text.length > LONGEST_TEXT))) return undefined;
  const cut = cutToNode(flow, node);
  return { flow: cut, node, ...(from && { from }), ...(from === 'given' && { text }) };
}

/** The same as long as the answer must be: places and labels are not in it. */
function keyOf(flow: FlowFile, { node, from, text }: AskedTrial): string {
  const own = flow.nodes.find(({ id }) => id === node);
  const { label: _, ...settings } = own?.data ?? {};
  return JSON.stringify([wayKey(flow, node), settings, from, text]);
}
