/** The answers as one sentence, in both languages; what is not answered yet is told as something. */
import { channelOf } from '../../../nodes/action/channels.ts';
import { conditionInWords, fieldLabel } from '../../../nodes/kit/condition-words.ts';
import type { Surroundings } from '../../../nodes/kit/define-node.ts';
import { durationInWords } from '../../../nodes/kit/duration.ts';
import { type Particle, withParticle } from '../../../nodes/kit/korean.ts';
import { textOf } from '../../../nodes/kit/lenient.ts';
import { type Language, localize, type Text } from '../../../nodes/kit/text.ts';
import {
  type Answers,
  channelNameOf,
  countOf,
  eventTypeOf,
  keyOf,
  type Pattern,
  type Which,
  whereOf,
} from './answers.ts';

const OPEN = '…';
const SOMETHING: Text = { ko: '어떤 일', en: 'something' };
const SOMEBODY: Text = { ko: '대상', en: 'subject' };

/** What people call the events of a type. */
export function eventNameOf(eventType: string, { eventTypes }: Surroundings): Text {
  const name = eventTypes?.find((info) => info.type === eventType)?.name;
  const said = (language: Language) => localize(name, language, eventType) || SOMETHING[language];
  return { ko: said('ko'), en: said('en') };
}

/** The labels of this event's own fields, since another type may call the same path otherwise. */
function surroundingsOf(eventType: string, surroundings: Surroundings): Surroundings {
  const own = surroundings.eventTypes?.filter((info) => info.type === eventType) ?? [];
  return own.length > 0 ? { ...surroundings, eventTypes: own } : surroundings;
}

interface Words {
  /** The event with its condition, and a particle after it. */
  readonly event: (which: Which, particle?: Particle) => string;
  readonly key: string;
  readonly within: string;
  readonly count: string;
  readonly action: string;
}

function wordsOf(answers: Answers, language: Language, surroundings: Surroundings): Words {
  const key = keyOf(answers, 'first');
  const near = surroundingsOf(eventTypeOf(answers, 'first'), surroundings);
  return {
    event: (which, particle) => {
      const type = eventTypeOf(answers, which);
      const name = eventNameOf(type, surroundings)[language];
      const where = conditionInWords(whereOf(answers, which), language, surroundingsOf(type, surroundings));
      const end = particle ? withParticle(name, particle).slice(name.length) : '';
      return `${name}${where === '' ? '' : ` (${where})`}${end}`;
    },
    key: key === '' ? SOMEBODY[language] : fieldLabel(key, language, near),
    within: durationInWords(textOf(answers.within), language) || OPEN,
    count: String(countOf(answers) ?? OPEN),
    action: channelOf(channelNameOf(answers))?.label[language] ?? OPEN,
  };
}

export function sentenceOf(
  pattern: Pattern,
  answers: Answers,
  language: Language,
  surroundings: Surroundings,
): string {
  const words = wordsOf(answers, language, surroundings);
  return language === 'ko' ? inKorean(pattern, answers, words) : inEnglish(pattern, answers, words);
}

function inKorean(pattern: Pattern, answers: Answers, { event, key, within, count, action }: Words): string {
  const does = `‘${action}’ 조치를`;
  switch (pattern) {
    case 'absence':
      return `${event('first', '이')} 있은 뒤 ${within} 안에 같은 ${withParticle(key, '으로')} ${event('second', '이')} 없으면 ${does} 합니다.`;
    case 'follow':
      return `${event('first', '이')} 있은 뒤 ${within} 안에 같은 ${withParticle(key, '으로')} ${event('second', '이')} 있으면 ${does} 합니다.`;
    case 'often':
      return `같은 ${withParticle(key, '으로')} ${within} 동안 ${event('first', '이')} ${count}번 이상 있으면 ${does} 하고, 처음부터 다시 셉니다.`;
    case 'single':
      return answers.limited === true
        ? `${event('first', '이')} 있으면 ${does} 하되, 같은 ${key}에는 ${within}에 한 번만 합니다.`
        : `${event('first', '이')} 있을 때마다 ${does} 합니다.`;
  }
}

function inEnglish(pattern: Pattern, answers: Answers, { event, key, within, count, action }: Words): string {
  switch (pattern) {
    case 'absence':
      return `When “${event('first')}” is not followed by “${event('second')}” of the same ${key} within ${within}: ${action}.`;
    case 'follow':
      return `When “${event('first')}” is followed by “${event('second')}” of the same ${key} within ${within}: ${action}.`;
    case 'often':
      return `When “${event('first')}” happens ${count} times or more within ${within} for the same ${key}: ${action}. Then the count starts anew.`;
    case 'single':
      return answers.limited === true
        ? `When “${event('first')}” happens: ${action}, at most once in ${within} for the same ${key}.`
        : `Whenever “${event('first')}” happens: ${action}.`;
  }
}

/** What the flow is called until somebody calls it otherwise. */
export function flowNameOf(pattern: Pattern, answers: Answers, surroundings: Surroundings): Text {
  const a = eventNameOf(eventTypeOf(answers, 'first'), surroundings);
  const b = eventNameOf(eventTypeOf(answers, 'second'), surroundings);
  switch (pattern) {
    case 'absence':
      return { ko: `${a.ko} 뒤 ${b.ko} 없음`, en: `${a.en} without ${b.en}` };
    case 'follow':
      return { ko: `${a.ko} 뒤 ${b.ko}`, en: `${a.en}, then ${b.en}` };
    case 'often':
      return { ko: `잦은 ${a.ko}`, en: `Too often: ${a.en}` };
    case 'single':
      return { ko: `${a.ko} 알림`, en: `Notice of ${a.en}` };
  }
}
