/** What a change of the settings does to the passes that are counted: they are times of keys, so only the key matters. */
import type { Carry, ConfigChange } from '../../runtime/engine/kernel/operator.ts';
import { sameMembers } from '../../runtime/engine/members-in-order.ts';
import { durationInWords, parseDuration } from '../kit/duration.ts';
import { withParticle } from '../kit/korean.ts';
import type { Text } from '../kit/text.ts';
import type { ThrottleConfig } from './definition.ts';

const OTHER_KEY: Text = {
  ko: '따로 세는 기준이 바뀌어, 그동안 통과한 횟수를 이어서 셀 수 없습니다.',
  en: 'Passes are counted by other fields, so those of before can’t be counted on.',
};

export function carryPasses({ before, after }: ConfigChange<ThrottleConfig>): Carry {
  if (!sameMembers(before.key, after.key)) return { changes: [], reasons: [OTHER_KEY] };
  const changes: Text[] = [];
  const [from, to] = [before.max ?? 1, after.max ?? 1];
  if (from !== to)
    changes.push({
      ko: `최대 횟수가 ${from}번에서 ${to}번으로 바뀝니다. 그동안 통과한 것도 함께 셉니다.`,
      en: `At most ${to} may pass instead of ${from}. What passed before counts too.`,
    });
  const longer = parseDuration(after.per)! - parseDuration(before.per)!;
  if (longer !== 0) changes.push(otherSpan(before.per, after.per, longer > 0));
  return { changes, reasons: [] };
}

function otherSpan(from: string, to: string, isLonger: boolean): Text {
  const fromKo = durationInWords(from, 'ko');
  const toKo = withParticle(durationInWords(to, 'ko'), '으로');
  const en = `Passes within ${durationInWords(to, 'en')} count instead of ${durationInWords(from, 'en')}.`;
  return isLonger
    ? {
        ko: `횟수를 세는 기간이 ${fromKo}에서 ${toKo} 늘어납니다. 그동안 통과한 기록 중 남아 있는 것만 셉니다.`,
        en: `${en} Of those before, the ones that are still kept count.`,
      }
    : {
        ko: `횟수를 세는 기간이 ${fromKo}에서 ${toKo} 줄어듭니다. 그보다 오래된 기록은 더 이상 세지 않습니다.`,
        en: `${en} Older ones count no more.`,
      };
}
