/** Trying a node of the draft, over REST. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { type Trial, type TryNode, trialSchema } from '../../runtime/wire/trial.ts';
import { request } from './rest-client.ts';

export type AskedTrial = Omit<TryNode, 'flow'> & { readonly flow: FlowFile };

export function tryNode(what: AskedTrial, signal?: AbortSignal): Promise<Trial> {
  return request('POST', '/api/trials', trialSchema, { body: what, ...(signal && { signal }) });
}
