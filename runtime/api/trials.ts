/** /api/trials: what would have happened at a node of a draft. */

import { isDeeperThan, LIMITS } from '../../flows/format/limits.ts';
import { validateFlow } from '../../flows/format/validate.ts';
import { korean } from '../../nodes/kit/korean.ts';
import type { Runtime } from '../runtime.ts';
import { FlowRefused } from '../store/flow-errors.ts';
import { TrialRefused } from '../trial/trials.ts';
import { trialSchema, tryNodeSchema } from '../wire/trial.ts';
import { ApiProblem } from './problem.ts';
import { type AnyRoute, defineRoute } from './route.ts';

export function trialRoutes({ trials }: Runtime): AnyRoute[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/trials',
      tag: 'Trials',
      summary: 'Tries a node of a draft on events, and says what arrived at it and what left it',
      description:
        'On the recent events (the newest 20,000 that its sources take, of the newest 16 MiB of the journal), on simulated ones, or on a text. In a worker of its own, for 10 seconds at most: nothing is written or sent, and the flows that run are not touched. Time ends with the last event, as it does for `naru run`. 429 where too many are under way.',
      body: tryNodeSchema,
      answers: { 200: { description: 'What happened', schema: trialSchema } },
      problems: [404, 422, 429, 503],
      handle: async ({ body, response }) => {
        // Deeper than anything that can be copied to where it runs.
        if (isDeeperThan(body.flow, LIMITS.depth)) throw new FlowRefused(validateFlow(body.flow).faults);
        const gone = new AbortController();
        response.once('close', () => gone.abort());
        try {
          const trial = await trials.try(body, gone.signal);
          if (!trial) throw unknownNode(body.node);
          return { body: trial };
        } catch (error) {
          if (gone.signal.aborted) throw nobodyWaits();
          throw error instanceof TrialRefused ? problemOf(error) : error;
        }
      },
    }),
  ];
}

function problemOf({ reason, text }: TrialRefused): ApiProblem {
  if (reason === 'busy') return new ApiProblem(429, 'trials-busy', text, { headers: { 'retry-after': '1' } });
  return new ApiProblem(503, `trial-${reason}`, text);
}

/** The connection is closed, so nobody reads it. */
function nobodyWaits(): ApiProblem {
  return new ApiProblem(408, 'trial-left', {
    ko: '시험이 끝나기 전에 연결이 끊겼습니다.',
    en: 'The connection was closed before the trial had ended.',
  });
}

function unknownNode(id: string): ApiProblem {
  const shown = id.slice(0, 80);
  return new ApiProblem(404, 'unknown-node', {
    ko: korean`이 흐름에는 노드 ‘${shown}’이(가) 없습니다.`,
    en: `The flow has no node “${shown}”.`,
  });
}
