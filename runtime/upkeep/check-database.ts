/** data/naru.db, by SQLite's own check; and whether it fits the journal. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'libsql';
import { fill, type Text } from '../../nodes/kit/text.ts';
import { DATABASE_FILE } from '../store/database.ts';
import type { Examination } from './finding.ts';

const SHOWN = 5;

/** @param journalEnd behind its last record; undefined where it is being written, so that it says nothing */
export async function checkDatabase(
  { data, add }: Examination,
  journalEnd: number | undefined,
): Promise<void> {
  const path = join(data, DATABASE_FILE);
  if (!existsSync(path)) return;
  let faults: string[];
  let mark: number | undefined;
  try {
    const file = new SqliteDatabase(path, { readonly: true, timeout: 5_000 });
    try {
      faults = integrityFaults(file);
      mark = markOf(file);
    } finally {
      file.close();
    }
  } catch (error) {
    faults = [String(error)];
  }
  for (const fault of faults.slice(0, SHOWN))
    add({ severity: 'wrong', what: fill(DAMAGED, { fault }), todo: FROM_BACKUP });
  if (mark !== undefined && journalEnd !== undefined && mark >= journalEnd)
    add({ severity: 'wrong', what: fill(AHEAD, { mark, end: journalEnd }), todo: FROM_BACKUP });
  if (faults.length === 0) add({ severity: 'fine', what: WHOLE });
}

function integrityFaults(file: SqliteDatabase.Database): string[] {
  const rows = file.prepare('PRAGMA integrity_check(20)').all() as { integrity_check: string }[];
  return rows.map(({ integrity_check }) => integrity_check).filter((text) => text !== 'ok');
}

/** Up to where the outbox has taken what was found; undefined where it has no mark. */
function markOf(file: SqliteDatabase.Database): number | undefined {
  const has = file.prepare("SELECT 1 AS one FROM sqlite_master WHERE name = 'outbox_mark'").get();
  if (!has) return undefined;
  const row = file.prepare('SELECT position FROM outbox_mark').get() as { position: number } | undefined;
  return row?.position;
}

const WHOLE: Text = {
  ko: `데이터베이스(data/${DATABASE_FILE})는 온전합니다.`,
  en: `Database: data/${DATABASE_FILE} is whole.`,
};
const DAMAGED: Text = {
  ko: `데이터베이스(data/${DATABASE_FILE})가 손상되었습니다: {fault}`,
  en: `Database: data/${DATABASE_FILE} is damaged: {fault}`,
};
const AHEAD: Text = {
  ko: '데이터베이스가 {mark} 위치의 기록에서 나온 결과를 갖고 있지만 저널은 {end} 위치에서 끝납니다. 저널 파일이 빠졌습니다.',
  en: 'The database has what came of a record at position {mark}, but the journal ends at {end}: files of the journal are missing.',
};
const FROM_BACKUP: Text = {
  ko: '나루를 멈추고 data 폴더를 따로 복사해 둔 뒤, 백업에서 naru restore로 되돌리세요.',
  en: 'Stop Naru, keep a copy of the data folder, then take a backup back by `naru restore`.',
};
