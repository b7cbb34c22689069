/**
 * The checks of flows/format, as the editor asks them: faults and traps. They read expressions and templates, which
 * makes them large, so they come a moment after the page is drawn (open-analysis.ts).
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { trapsOf, withTraps } from '../../flows/format/traps/traps.ts';
import { validateFlow } from '../../flows/format/validate.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { Inputs } from './document-state.ts';

export function faultsOfFlow(flow: FlowFile, surroundings: Surroundings, inputs: Inputs): readonly Fault[] {
  return withTraps(validateFlow(flow, surroundings).faults, trapsOf(flow, inputs));
}
