/** The checks of flows/format, as the editor asks them: faults, and what arrives at each node's inputs. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { inputFieldsOf } from '../../flows/format/graph.ts';
import { validateFlow } from '../../flows/format/validate.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Analysis } from './document-state.ts';

/** Takes half-drawn flows; a bug in a check is logged and must not stop anybody from drawing. */
export function analyseFlow(flow: FlowFile, surroundings: Surroundings): Analysis {
  try {
    const { faults } = validateFlow(flow, surroundings);
    return { faults, inputs: Object.fromEntries(inputFieldsOf(flow, surroundings)) };
  } catch (error) {
    console.error('the checks failed', error);
    return { faults: [], inputs: {} };
  }
}
