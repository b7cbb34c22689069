/**
 * What a change of the settings does to open runs. A run is its key, and the events that are bound at its steps, by the
 * steps' places: while keys and places stay what they were, it goes on by the new settings.
 */
import type { Carry, ConfigChange } from '../../runtime/engine/kernel/operator.ts';
import { sameMembers } from '../../runtime/engine/members-in-order.ts';
import { durationInWords, parseDuration } from '../kit/duration.ts';
import { withParticle } from '../kit/korean.ts';
import type { Text } from '../kit/text.ts';
import type { CorrelateConfig } from './definition.ts';

export function carryRuns({ before, after, waiting }: ConfigChange<CorrelateConfig>): Carry {
  const reasons = reasonsOf(before, after);
  if (reasons.length > 0) return { changes: [], reasons };
  return { changes: changesOf(before, after, waiting.runs ?? 0), reasons };
}

function reasonsOf(before: CorrelateConfig, after: CorrelateConfig): Text[] {
  if ((before.order ?? 'sequence') !== (after.order ?? 'sequence')) return [OTHER_ORDER];
  if (before.steps.length !== after.steps.length) return [otherNumber(before, after)];
  const reasons: Text[] = [];
  if (isReordered(before, after)) reasons.push(REORDERED);
  for (const [i, { name, key, absent = false }] of after.steps.entries()) {
    if ((before.steps[i].absent ?? false) !== absent) reasons.push(otherAbsent(name, absent));
    if (!sameMembers(before.steps[i].key, key)) reasons.push(otherKey(name));
  }
  return reasons;
}

/** A step has moved to another place, so that the events bound there would count as another step's. */
function isReordered(before: CorrelateConfig, after: CorrelateConfig): boolean {
  const placeOf = new Map(before.steps.map(({ name }, i) => [name, i]));
  return after.steps.some(({ name }, i) => (placeOf.get(name) ?? i) !== i);
}

function changesOf(before: CorrelateConfig, after: CorrelateConfig, runs: number): Text[] {
  const changes: Text[] = [];
  const length = parseDuration(after.within)! - parseDuration(before.within)!;
  if (length !== 0) changes.push(otherWithin(before.within, after.within, length > 0, runs));
  if (before.steps.some(({ name }, i) => name !== after.steps[i].name)) changes.push(RENAMED);
  if (!sameMembers(before.where, after.where)) changes.push(otherWhere(runs));
  if ((before.start ?? 'every') !== (after.start ?? 'every')) changes.push(OTHER_START);
  if ((before.advance ?? 'all') !== (after.advance ?? 'all')) changes.push(OTHER_ADVANCE);
  return changes;
}

function otherWithin(from: string, to: string, isLonger: boolean, runs: number): Text {
  const [fromKo, toKo] = [from, to].map((each) => durationInWords(each, 'ko'));
  const [fromEn, toEn] = [from, to].map((each) => durationInWords(each, 'en'));
  const text = {
    ko: `기다리는 시간이 ${fromKo}에서 ${withParticle(toKo, '으로')} ${isLonger ? '늘어납니다' : '줄어듭니다'}.`,
    en: `The time to wait becomes ${isLonger ? 'longer' : 'shorter'}: ${toEn} instead of ${fromEn}.`,
  };
  if (runs === 0) return text;
  const moves =
    runs === 1 ? 'The deadline of the one open run moves' : `The deadlines of the ${runs} open runs move`;
  if (isLonger)
    return {
      ko: `${text.ko} 진행 중인 ${runs}건의 마감도 함께 옮겨집니다.`,
      en: `${text.en} ${moves} with it.`,
    };
  return {
    ko: `${text.ko} 진행 중인 ${runs}건의 마감도 함께 당겨지며, 새 마감이 이미 지난 것은 배포하는 즉시 마감됩니다.`,
    en: `${text.en} ${moves} with it; what is past its new deadline already is decided at once.`,
  };
}

function otherWhere(runs: number): Text {
  return runs === 0
    ? {
        ko: '조건이 바뀝니다. 다음 이벤트부터 적용합니다.',
        en: 'The condition changes, from the next event on.',
      }
    : {
        ko: `조건이 바뀝니다. 진행 중인 ${runs}건에도 다음 이벤트부터 적용합니다.`,
        en: `The condition changes, from the next event on; for the ${runs === 1 ? 'one open run' : `${runs} open runs`} too.`,
      };
}

const RENAMED: Text = {
  ko: '단계의 이름이 바뀝니다. 진행 중인 것은 단계의 자리에 따라 그대로 이어집니다.',
  en: 'Steps get other names. What is under way goes on by the places of the steps.',
};
const OTHER_START: Text = {
  ko: '같은 대상을 다시 시작하는 방식이 바뀝니다. 다음 이벤트부터 적용하며, 진행 중인 것은 그대로 둡니다.',
  en: 'When a new run starts changes, from the next event on; the open runs stay.',
};
const OTHER_ADVANCE: Text = {
  ko: '여러 건이 기다릴 때 나아가는 방식이 바뀝니다. 다음 이벤트부터 적용합니다.',
  en: 'Which of several open runs go on changes, from the next event on.',
};
const OTHER_ORDER: Text = {
  ko: '순서대로 볼지, 순서 없이 볼지가 바뀌어 진행 중이던 것을 이어 갈 수 없습니다.',
  en: 'Whether the steps follow each other or come in any order changes, so open runs can’t go on.',
};
const REORDERED: Text = {
  ko: '단계의 차례가 바뀌어 진행 중이던 것을 이어 갈 수 없습니다.',
  en: 'The steps stand in another order, so open runs can’t go on.',
};

function otherNumber(before: CorrelateConfig, after: CorrelateConfig): Text {
  const [from, to] = [before.steps.length, after.steps.length];
  return {
    ko: `단계가 ${from}개에서 ${to}개로 바뀌어 진행 중이던 것을 이어 갈 수 없습니다.`,
    en: `There are ${to} steps instead of ${from}, so open runs can’t go on.`,
  };
}

function otherAbsent(step: string, absent: boolean): Text {
  return absent
    ? {
        ko: `‘${step}’ 단계가 ‘일어나지 않아야 하는’ 단계로 바뀌어 진행 중이던 것을 이어 갈 수 없습니다.`,
        en: `The step “${step}” must fail to come now, so open runs can’t go on.`,
      }
    : {
        ko: `‘${step}’ 단계가 ‘일어나야 하는’ 단계로 바뀌어 진행 중이던 것을 이어 갈 수 없습니다.`,
        en: `The step “${step}” must come now, so open runs can’t go on.`,
      };
}

function otherKey(step: string): Text {
  return {
    ko: `‘${step}’ 단계에서 대상을 구분하는 기준이 바뀌어, 진행 중이던 것이 어느 대상의 것인지 알 수 없습니다.`,
    en: `The step “${step}” is keyed by other fields now, so it is not known to whom the open runs belong.`,
  };
}
