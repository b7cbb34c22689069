/**
 * runtime/upkeep: looks after what the runtime keeps, from outside: is it whole (`naru doctor`), a copy of it while it
 * runs (`naru backup`), and back from such a copy (`naru restore`).
 *
 * This file: what is found, and how it is said.
 */
import { fill, type Text } from '../../nodes/kit/text.ts';

/**
 * `fine`: nothing to do; `note`: worth knowing; `repaired`: was wrong; `repairable`: can be repaired without loss, and
 * was not; `wrong`: a person has to do something.
 */
export type Severity = 'fine' | 'note' | 'repaired' | 'repairable' | 'wrong';

export interface Finding {
  readonly severity: Severity;
  /** What, and where. */
  readonly what: Text;
  /** What a person can do. */
  readonly todo?: Text;
}

const MARKS: Readonly<Record<Severity, string>> = {
  fine: ' ok ',
  note: 'note',
  repaired: 'done',
  repairable: 'FAIL',
  wrong: 'FAIL',
};

export function isTrouble({ severity }: Finding): boolean {
  return severity === 'wrong' || severity === 'repairable';
}

/** Lines for a person, in both languages. */
export function saidOf({ severity, what, todo }: Finding): string {
  const lines = [what.ko, what.en, ...(todo ? [`→ ${todo.ko}`, `→ ${todo.en}`] : [])];
  return lines.map((line, index) => `${index === 0 ? MARKS[severity] : '    '}  ${line}`).join('\n');
}

/** What all checks share. */
export interface Examination {
  readonly flows: string;
  readonly data: string;
  /** A runtime has the folder: nothing is touched, and what is just being written is no fault. */
  readonly isRunning: boolean;
  readonly repair: boolean;
  add(finding: Finding): void;
}

/**
 * Says what can be repaired, or repairs it where that is wanted. Where that fails, it is said.
 *
 * @param fix leaves everything as it was where it throws
 */
export async function repairOr(
  { repair, isRunning, add }: Examination,
  what: Text,
  done: Text,
  fix: () => Promise<void>,
): Promise<void> {
  if (!repair || isRunning) {
    add({ severity: 'repairable', what, todo: isRunning ? STOP_FIRST : REPAIR });
    return;
  }
  try {
    await fix();
    add({ severity: 'repaired', what, todo: done });
  } catch (error) {
    add({ severity: 'wrong', what, todo: fill(NOT_REPAIRED, { error: String(error) }) });
  }
}

const REPAIR: Text = {
  ko: 'naru doctor --repair로 고칠 수 있습니다. 잃는 것은 없습니다.',
  en: '`naru doctor --repair` mends this; nothing is lost.',
};
const STOP_FIRST: Text = {
  ko: '나루를 멈춘 뒤 naru doctor --repair로 고치세요.',
  en: 'Stop Naru, then mend this by `naru doctor --repair`.',
};
const NOT_REPAIRED: Text = {
  ko: '고치지 못했습니다({error}). 폴더의 권한과 디스크의 여유 공간을 확인하세요.',
  en: "It could not be repaired ({error}). Check the folder's permissions and the space on the disk.",
};
