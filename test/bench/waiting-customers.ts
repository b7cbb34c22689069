/** A flow that waits with a run for each customer, for three days, and the events with which that begins. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import absence from './flows/w4-absence.json';

export function waitingFlow(): FlowFile {
  const flow = absence as unknown as FlowFile;
  return {
    ...flow,
    nodes: flow.nodes.map((node) =>
      node.type === 'correlate' ? { ...node, data: { ...node.data, within: 'P3D' } } : node,
    ),
  };
}

/** The line of the event with which waiting for a customer begins. @param now epoch ms */
export function waitingLine(customer: number, now: number): string {
  const time = new Date(now).toISOString();
  return `{"id":"w${customer}","source":"/bench","type":"insurance.quote.requested","time":"${time}","data":{"customerId":"C${customer}","product":"auto","premium":820000}}\n`;
}
