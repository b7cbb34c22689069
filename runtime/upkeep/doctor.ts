/** `naru doctor`: everything that is kept is looked at, and what is wrong is said; `--repair` mends what it can without loss. */
import { existsSync } from 'node:fs';
import { fill, type Text } from '../../nodes/kit/text.ts';
import { lockedBy } from '../store/folder-lock.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkCheckpoints } from './check-checkpoints.ts';
import { checkDatabase } from './check-database.ts';
import { checkDisk, checkLeftovers, checkSetAside, checkSettings } from './check-files.ts';
import { checkFlows } from './check-flows.ts';
import { checkJournal } from './check-journal.ts';
import type { Examination, Finding } from './finding.ts';

export interface DoctorOptions {
  readonly flows: string;
  readonly data: string;
  readonly repair: boolean;
  /** Told of each thing as it is found. */
  readonly onFinding?: (finding: Finding) => void;
}

/** Never changes a folder that a runtime has, and without `repair` none at all. */
export async function examine({ flows, data, repair, onFinding }: DoctorOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  const add = (finding: Finding) => {
    findings.push(finding);
    onFinding?.(finding);
  };
  if (!existsSync(data)) {
    add({ severity: 'wrong', what: fill(NO_DATA, { data }), todo: CHOOSE });
    return findings;
  }
  const owner = lockedBy(data);
  const examination: Examination = { flows, data, repair, isRunning: owner !== undefined, add };
  if (owner !== undefined) add({ severity: 'note', what: fill(RUNNING, { owner }) });
  await checkDisk(examination);
  await checkLeftovers(examination);
  const journal = await checkJournal(examination);
  // A running one has written on since the journal was read.
  await checkCheckpoints(
    examination,
    journal && owner !== undefined ? { ...journal, end: Infinity } : journal,
  );
  await checkDatabase(examination, owner === undefined ? (journal?.end ?? 0) : undefined);
  await checkFlows(examination);
  checkCatalogue(examination);
  await checkSettings(examination);
  await checkSetAside(examination);
  return findings;
}

const NO_DATA: Text = {
  ko: '{data} 폴더가 없습니다.',
  en: 'There is no folder {data}.',
};
const CHOOSE: Text = {
  ko: 'NARU_HOME으로 나루의 폴더를 정하세요.',
  en: "Choose Naru's folder by NARU_HOME.",
};
const RUNNING: Text = {
  ko: '나루가 실행 중입니다(프로세스 {owner}). 살펴보기만 하고 아무것도 바꾸지 않습니다.',
  en: 'Naru is running (process {owner}): everything is only looked at, and nothing is changed.',
};
