/** The samples of the node that a form is open for. */
import { NO_SAMPLES, type NodeSamples } from './samples.ts';

/** What arrives at a node of the open draft; asked for anew a moment after the way to it changed. */
export function useNodeSamples(_nodeId: string): NodeSamples {
  return NO_SAMPLES;
}
