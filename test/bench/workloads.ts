/** What is measured: a flow, a file of events, and where its tables lie. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenarios } from '../../runtime/simulate/scenarios.ts';
import { generateEvents } from '../../runtime/simulate/simulation.ts';
import { eventFile, keptFile } from './event-file.ts';
import type { EventFileOptions } from './generate-events.ts';

export interface Workload {
  readonly name: string;
  readonly flow: string;
  readonly file: string;
  readonly events: number;
  readonly tables?: string;
}

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The five workloads over one generated file, which is kept in the folder. */
export function generatedWorkloads(options: EventFileOptions, folder?: string): Workload[] {
  const file = eventFile(options, folder);
  return readdirSync(pathOf('./flows'))
    .sort()
    .map((name) => {
      const flow = join(pathOf('./flows'), name);
      return { name: name.replace('.json', ''), flow, file, events: options.events };
    });
}

/**
 * The flows that ship, each over the traffic of its own simulation: stories that end in matches far more often than
 * in life, so this shows the cost of matches.
 */
export function shippedWorkloads(events: number, folder?: string): Workload[] {
  return scenarios.map((scenario) => {
    const { flowId } = scenario;
    return {
      name: flowId,
      flow: pathOf(`../../flows/${flowId}.json`),
      file: keptFile(
        `${flowId}-${events}`,
        () => linesOf(generateEvents(scenario, { count: events })),
        folder,
      ),
      events,
      tables: pathOf('../../flows/tables'),
    };
  });
}

function* linesOf(events: Iterable<unknown>): Generator<string> {
  for (const event of events) yield JSON.stringify(event);
}
