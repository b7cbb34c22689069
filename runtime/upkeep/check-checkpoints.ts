/** The checkpoints: each is read whole. A damaged one does no harm as long as a start can begin from another. */
import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fill, type Text } from '../../nodes/kit/text.ts';
import { type CheckpointEntry, listCheckpoints, readCheckpoint } from '../checkpoint/checkpoint-files.ts';
import type { JournalExtent } from './check-journal.ts';
import { type Examination, repairOr } from './finding.ts';

/** @param journal undefined where there is none */
export async function checkCheckpoints(
  examination: Examination,
  journal: JournalExtent | undefined,
): Promise<void> {
  const entries = await listCheckpoints(join(examination.data, 'checkpoints'));
  const bad: { readonly entry: CheckpointEntry; readonly why: string }[] = [];
  const good: CheckpointEntry[] = [];
  for (const entry of entries) {
    const why = await faultOf(entry, journal);
    if (why === undefined) good.push(entry);
    // While a runtime runs, an old one may go at any moment.
    else if (!(examination.isRunning && why === GONE)) bad.push({ entry, why });
  }
  // Without any, a start works off the journal from its very beginning, if it still has that.
  const canStart = good.length > 0 || (journal?.start ?? 0) === 0;
  for (const { entry, why } of bad) await setAside(examination, entry, why, canStart);
  if (!canStart)
    examination.add({ severity: 'wrong', what: fill(NONE, { start: journal!.start }), todo: FROM_BACKUP });
  else if (bad.length === 0)
    examination.add({
      severity: 'fine',
      what: good.length > 0 ? fill(WHOLE, { count: good.length }) : NONE_YET,
    });
}

const GONE = 'ENOENT';

/** Why a start could not use it. */
async function faultOf(
  { path, position }: CheckpointEntry,
  journal: JournalExtent | undefined,
): Promise<string | undefined> {
  if (position > (journal?.end ?? 0))
    return `its position ${position} lies behind the end of the journal, ${journal?.end ?? 0}`;
  if (position < (journal?.start ?? 0)) return `the records behind it are gone`;
  try {
    await readCheckpoint(path);
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? GONE : message;
  }
}

async function setAside(
  examination: Examination,
  { path }: CheckpointEntry,
  why: string,
  canStart: boolean,
): Promise<void> {
  const name = basename(path);
  const what = fill(DAMAGED, { name, why });
  if (!canStart) {
    examination.add({ severity: 'wrong', what });
    return;
  }
  const aside = join(examination.data, 'damaged');
  await repairOr(examination, what, ASIDE, async () => {
    await mkdir(aside, { recursive: true, mode: 0o700 });
    await rename(path, join(aside, name));
  });
}

const WHOLE: Text = {
  ko: '체크포인트: {count}개가 모두 온전합니다.',
  en: 'Checkpoints: all {count} are whole.',
};
const NONE_YET: Text = {
  ko: '체크포인트: 아직 없습니다. 나루는 저널의 처음부터 상태를 만듭니다.',
  en: 'Checkpoints: there is none yet. Naru makes the state from the beginning of the journal.',
};
const DAMAGED: Text = {
  ko: '체크포인트 {name}을(를) 쓸 수 없습니다: {why}',
  en: 'The checkpoint {name} cannot be used: {why}',
};
const ASIDE: Text = {
  ko: 'data/damaged로 옮겼습니다. 나루는 그 앞의 체크포인트와 저널로 같은 상태를 만듭니다.',
  en: 'It was moved to data/damaged. From the one before it and the journal Naru comes to the same state.',
};
const NONE: Text = {
  ko: '체크포인트: 쓸 수 있는 것이 없고, 저널에는 {start} 위치 뒤의 기록만 있어서 그 전의 상태를 되살릴 수 없습니다.',
  en: 'Checkpoints: none can be used, and the journal has only what came after position {start}: the state before that cannot be brought back.',
};
const FROM_BACKUP: Text = {
  ko: '백업에서 naru restore로 되돌리세요. 그대로 시작하면 저널에 남은 기록만으로 상태를 만듭니다.',
  en: 'Take a backup back by `naru restore`. A start as it is makes the state from what the journal has left.',
};
