/** What is known about a drawn flow: what arrives at each input at once, its faults as soon as the checks are loaded. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { inputFieldsOf } from '../../flows/format/graph.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Analysis } from './document-state.ts';

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

/** Takes half-drawn flows; a bug in a check is logged and must not stop anybody from drawing. */
export function analyseFlow(flow: FlowFile, surroundings: Surroundings): Analysis {
  try {
    const inputs = Object.fromEntries(inputFieldsOf(flow, surroundings));
    if (!checks) return { faults: [], inputs, checked: false };
    return { faults: checks.faultsOfFlow(flow, surroundings, inputs), inputs };
  } catch (error) {
    console.error('the checks failed', error);
    return { faults: [], inputs: {} };
  }
}
