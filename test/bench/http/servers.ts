/** The two servers that are compared, each a process of its own. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addressOf, type RunningNaru, startNaru } from '../../e2e/running-naru.ts';
import { BIG } from './batches.ts';

const FLOWS = fileURLToPath(new URL('../../../flows/', import.meta.url));
const BYTE_COUNTER = fileURLToPath(new URL('./byte-counter.mjs', import.meta.url));

/** Flows that run: three that ship, and one whose matches are waited for. */
export const SHIPPED = ['bank-aml', 'insurance-bundle-offer', 'insurance-fraud'];
export const WATCHED = 'big-payments';

export type Server = Pick<RunningNaru, 'address' | 'stop'>;

/** Naru with these flows, in a new home in the folder. */
export function startFlows(folder: string): Promise<Server> {
  const home = mkdtempSync(join(folder, 'home-'));
  mkdirSync(join(home, 'flows'));
  cpSync(join(FLOWS, 'tables'), join(home, 'flows/tables'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
  flowPaths(join(home, 'flows'));
  return startNaru({ home });
}

/** Writes the flows that run into a folder. @returns where each lies */
export function flowPaths(folder: string): string[] {
  for (const id of SHIPPED) cpSync(join(FLOWS, `${id}.json`), join(folder, `${id}.json`));
  writeFileSync(join(folder, `${WATCHED}.json`), JSON.stringify(bigPayments()));
  return [...SHIPPED, WATCHED].map((id) => join(folder, `${id}.json`));
}

function bigPayments() {
  const rule = { field: 'amount', operator: '>=', value: BIG };
  const node = (id: string, type: string, x: number, data: object) => ({
    id,
    type,
    position: { x, y: 0 },
    data,
  });
  return {
    id: WATCHED,
    name: WATCHED,
    nodes: [
      node('payments', 'event-source', 0, { eventType: 'card.payment.approved' }),
      node('big', 'filter', 240, { where: { combinator: 'and', rules: [rule] } }),
      node('note', 'action', 480, { channel: 'log', params: { text: '{{ amount }}' } }),
    ],
    edges: [
      { id: 'a', source: 'payments', target: 'big' },
      { id: 'b', source: 'big', sourceHandle: 'match', target: 'note' },
    ],
  };
}

export async function startByteCounter(): Promise<Server> {
  const child = spawn(process.execPath, [BYTE_COUNTER], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = { text: '' };
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    printed.text += piece;
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    child.kill('SIGINT');
    await closed;
  };
  return { address: await addressOf(child, printed), stop };
}
