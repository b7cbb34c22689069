/** The checks of flows/format, as the editor asks them: faults and traps, and what arrives at each node's inputs. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { inputFieldsOf } from '../../flows/format/graph.ts';
import { trapsOf, withTraps } from '../../flows/format/traps/traps.ts';
import { validateFlow } from '../../flows/format/validate.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Analysis } from './document-state.ts';

/** Takes half-drawn flows; a bug in a check is logged and must not stop anybody from drawing. */
export function analyseFlow(flow: FlowFile, surroundings: Surroundings): Analysis {
  try {
    const { faults } = validateFlow(flow, surroundings);
    const inputs = Object.fromEntries(inputFieldsOf(flow, surroundings));
    return { faults: withTraps(faults, trapsOf(flow, inputs)), inputs };
  } catch (error) {
    console.error('the checks failed', error);
    return { faults: [], inputs: {} };
  }
}
