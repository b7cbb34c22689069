/** Flows over REST: list, read, write, start, stop, and the traffic of their scenarios. */
import { z } from 'zod';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { SimulationState } from '../../runtime/wire/live.ts';
import { simulationStateSchema } from '../../runtime/wire/live.ts';
import {
  type FlowSummary,
  flowDetailSchema,
  flowSummarySchema,
  surroundingsSchema,
} from '../../runtime/wire/rest.ts';
import { command, request } from './rest-client.ts';

/** A flow as the server keeps it. */
export interface FlowDetail {
  readonly summary: FlowSummary;
  readonly draft: FlowFile;
  readonly deployed: FlowFile | null;
  readonly faults: readonly Fault[];
  readonly fileFaults: readonly Fault[];
  readonly simulation: SimulationState;
}

export const pathOf = (id: string, rest = '') => `/api/flows/${encodeURIComponent(id)}${rest}`;

/** A body that the server holds for drawable (nodes with a kind and a place), with what may be left out put in. */
export function asFlowFile(body: { readonly id: string } & Readonly<Record<string, unknown>>): FlowFile {
  const flow = body as unknown as FlowFile;
  const nodes = Array.isArray(flow.nodes) ? flow.nodes : [];
  return {
    ...flow,
    name: flow.name ?? flow.id,
    nodes: nodes.every((node) => node.data !== undefined)
      ? nodes
      : nodes.map((node) => ({ ...node, data: node.data ?? {} })),
    edges: Array.isArray(flow.edges) ? flow.edges : [],
  };
}

export function asDetail(detail: z.output<typeof flowDetailSchema>): FlowDetail {
  return {
    ...detail,
    draft: asFlowFile(detail.draft),
    deployed: detail.deployed && asFlowFile(detail.deployed),
  };
}

const summariesSchema = z.object({ items: z.array(flowSummarySchema) });

export async function listFlows(signal?: AbortSignal): Promise<FlowSummary[]> {
  return (await request('GET', '/api/flows', summariesSchema, signal ? { signal } : {})).items;
}

export async function readFlow(id: string, signal?: AbortSignal): Promise<FlowDetail> {
  return asDetail(await request('GET', pathOf(id), flowDetailSchema, signal ? { signal } : {}));
}

/** Makes a flow. `copy` takes a free id where this one is taken. */
export async function createFlow(
  flow: unknown,
  onConflict: 'refuse' | 'copy' = 'refuse',
): Promise<FlowDetail> {
  return asDetail(await request('POST', '/api/flows', flowDetailSchema, { body: { flow, onConflict } }));
}

export async function saveFlow(flow: FlowFile, revision: number): Promise<FlowDetail> {
  return asDetail(await request('PUT', pathOf(flow.id), flowDetailSchema, { body: { flow, revision } }));
}

export function deleteFlow(id: string): Promise<void> {
  return command('DELETE', pathOf(id));
}

export async function startFlow(id: string): Promise<FlowDetail> {
  return asDetail(await request('POST', pathOf(id, '/start'), flowDetailSchema));
}

export async function stopFlow(id: string): Promise<FlowDetail> {
  return asDetail(await request('POST', pathOf(id, '/stop'), flowDetailSchema));
}

export interface Traffic {
  readonly rate?: number;
  readonly speed?: number;
  readonly seed?: number;
}

export function startSimulation(id: string, traffic: Traffic): Promise<SimulationState> {
  return request('POST', pathOf(id, '/simulation'), simulationStateSchema, { body: traffic });
}

export function stopSimulation(id: string): Promise<SimulationState> {
  return request('DELETE', pathOf(id, '/simulation'), simulationStateSchema);
}

export async function readSurroundings(signal?: AbortSignal): Promise<Surroundings> {
  return request('GET', '/api/surroundings', surroundingsSchema, signal ? { signal } : {});
}
