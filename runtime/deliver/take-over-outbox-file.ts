/** An outbox of former versions, an append file: its deliveries are put into the store once, and the file is put aside. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { openAppendStore } from '../store/append-store.ts';
import { type Delivery, deliverySchema } from '../wire/rest.ts';
import type { Outbox, OutboxOptions } from './outbox.ts';
import { originOf } from './target.ts';

const FILE = 'outbox.ndjson';
/** What it is called afterwards; nothing reads it any more. */
export const TAKEN_OVER = `${FILE}.taken-over`;

export async function takeOverOutboxFile(options: OutboxOptions, outbox: Outbox): Promise<void> {
  const { data, database, clock, signal, warn } = options;
  const path = join(data, FILE);
  if (!existsSync(path)) return;
  const file = await openAppendStore<Delivery>({
    path,
    schema: deliverySchema,
    clock,
    signal,
    groupOf: () => '',
    limitOf: () => Number.POSITIVE_INFINITY,
    onChange: () => {},
    warn,
  });
  // All or nothing; where it broke off before the file was put aside, those that are there are passed over.
  database.together(() => {
    for (const delivery of file.newest().reverse())
      if (!outbox.has(delivery.id)) outbox.takeOver({ delivery, target: targetOf(delivery), latest: null });
  });
  await outbox.flush();
  await rename(path, join(data, TAKEN_OVER));
}

function targetOf({ channel, params }: Delivery): string {
  return channel === 'webhook' ? (originOf(params.url) ?? channel) : channel;
}
