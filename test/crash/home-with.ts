/** A home in a temporary folder, with flows and the table that they look into. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { PEOPLE } from './crash-flows.ts';

/** Who made it removes it. */
export function homeWith(flows: readonly FlowFile[]): string {
  const home = mkdtempSync(join(tmpdir(), 'naru-crash-'));
  mkdirSync(join(home, 'flows', 'tables'), { recursive: true });
  writeFileSync(join(home, 'flows', 'tables', 'people.csv'), PEOPLE);
  for (const flow of flows) writeFileSync(join(home, 'flows', `${flow.id}.json`), JSON.stringify(flow));
  return home;
}
