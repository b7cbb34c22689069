/** Tasks, cases and the watch list: what actions wrote down for people, one append log a list. */
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { type ActionRecord, recordSchema } from '../wire/rest.ts';
import { type AppendStore, openAppendStore } from './append-store.ts';

export type RecordKind = ActionRecord['kind'];
export const RECORD_FILES = { task: 'tasks', case: 'cases', watchlist: 'watchlist' } as const;

const KEPT = { live: 10_000, simulated: 2_000 };

export interface RecordListsOptions {
  readonly data: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onChange: (kind: RecordKind) => void;
  readonly warn: (line: string) => void;
}

export type RecordLists = Readonly<Record<RecordKind, AppendStore<ActionRecord>>>;

export async function openRecordLists(options: RecordListsOptions): Promise<RecordLists> {
  const list = (kind: RecordKind) =>
    openAppendStore<ActionRecord>({
      ...options,
      path: join(options.data, `${RECORD_FILES[kind]}.ndjson`),
      schema: recordSchema,
      groupOf: ({ simulated }) => (simulated ? 'simulated' : 'live'),
      limitOf: (group) => (group === 'simulated' ? KEPT.simulated : KEPT.live),
      onChange: () => options.onChange(kind),
    });
  return { task: await list('task'), case: await list('case'), watchlist: await list('watchlist') };
}
