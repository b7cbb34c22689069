/** What is known about a drawn flow: what arrives at each input at once, its faults as soon as the checks are loaded. */
import { inputFieldsOf } from '../../flows/format/graph.ts';
import type { Analyse } from './document-state.ts';

type Checks = typeof import('./analysis.ts');

const TRY_AGAIN_AFTER = 3000;

let checks: Checks | undefined;
let loading: Promise<void> | undefined;

/** Resolves when the checks are there. While the server can't be reached it goes on trying. */
export function loadChecks(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  while (!checks) {
    try {
      checks = await import('./analysis.ts');
    } catch {
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_AFTER));
    }
  }
}

/** A bug in what looks at a flow is logged and must not stop anybody from drawing. */
export const analyseFlow: Analyse = {
  inputsOf: (flow, surroundings) =>
    unlessItFails(() => Object.fromEntries(inputFieldsOf(flow, surroundings)), {}),
  faultsOf: (flow, surroundings, inputs) =>
    unlessItFails(() => checks?.faultsOfFlow(flow, surroundings, inputs), []),
};

function unlessItFails<Known>(look: () => Known, otherwise: NoInfer<Known>): Known {
  try {
    return look();
  } catch (error) {
    console.error('the checks failed', error);
    return otherwise;
  }
}
