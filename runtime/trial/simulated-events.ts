/** Made-up events for a trial: those of the flow's scenario, or of one that makes what the flow takes. */

import type { Tables } from '../engine/engine-types.ts';
import type { Scenario } from '../simulate/scenario.ts';
import { scenarios } from '../simulate/scenarios.ts';
import { generateEvents } from '../simulate/simulation.ts';

/** Events that show which types a scenario makes. */
const LOOKED_AT = 300;

/**
 * The flow's own scenario where that makes an event that is taken (a copy has another id, and a draft may take other
 * types by now), else the one that makes the most of them.
 */
export function scenarioFor(
  flowId: string,
  takes: (type: string) => boolean,
  tables: Tables,
): Scenario | undefined {
  let best: { scenario: Scenario; events: number } | undefined;
  const own = scenarios.filter((scenario) => scenario.flowId === flowId);
  for (const scenario of [...own, ...scenarios.filter((each) => each.flowId !== flowId)]) {
    let events = 0;
    for (const { type } of generateEvents(scenario, { count: LOOKED_AT, tables })) if (takes(type)) events++;
    if (events > 0 && scenario.flowId === flowId) return scenario;
    if (events > (best?.events ?? 0)) best = { scenario, events };
  }
  return best?.scenario;
}

/** Blocks of NDJSON; the same for the same day. */
export function* simulatedBlocks(
  scenario: Scenario,
  options: { readonly now: number; readonly tables: Tables; readonly count: number; readonly most: number },
): Generator<string[]> {
  const { now, tables, count, most } = options;
  const startTime = Math.floor(now / DAY - BACK) * DAY;
  let block: string[] = [];
  for (const event of generateEvents(scenario, { startTime, tables, count: most })) {
    block.push(JSON.stringify(event));
    if (block.length < count) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

const DAY = 24 * 60 * 60_000;
/** Days before now at which they begin: what looks like the future would look wrong. */
const BACK = 180;
