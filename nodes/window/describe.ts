/** A window in a few words. */
import { conditionInWords, fieldsInWords } from '../kit/condition-words.ts';
import type { Surroundings } from '../kit/define-node.ts';
import { durationInWords } from '../kit/duration.ts';
import { rowOf, rowsOf, textOf, textsOf } from '../kit/lenient.ts';
import type { Language, Text } from '../kit/text.ts';
import type { WindowConfig } from './definition.ts';

const UNIT_WORDS: Readonly<Record<string, Text>> = {
  day: { ko: '날마다', en: 'each day' },
  week: { ko: '주마다', en: 'each week' },
  month: { ko: '달마다', en: 'each month' },
};

const EMIT_WORDS: Readonly<Record<string, Text>> = {
  close: { ko: '끝날 때', en: 'when it ends' },
  every: { ko: '이벤트마다', en: 'at each event' },
  once: { ko: '처음 한 번', en: 'once' },
  reset: { ko: '다시 셈', en: 'then anew' },
};

/** @example '7일 동안 계좌 번호별 · n ≥ 10 · 다시 셈' */
export function describeWindow(config: WindowConfig, language: Language, surroundings: Surroundings): string {
  const key = fieldsInWords(textsOf(config.key), language, surroundings);
  const span = spanInWords(config, language);
  const per = key && (language === 'ko' ? `${key}별` : `per ${key}`);
  const what = conditionInWords(config.having, language, {}) || aggregatesInWords(config);
  const emit = EMIT_WORDS[textOf(config.emit)]?.[language];
  return [[span, per].filter(Boolean).join(' '), what, emit].filter(Boolean).join(' · ');
}

function spanInWords(config: WindowConfig, language: Language): string {
  const ko = language === 'ko';
  const { kind, size, every, unit, gap } = rowOf(config.window);
  const words = (value: unknown) => durationInWords(textOf(value), language);
  switch (kind) {
    case 'rolling':
      return ko ? `${words(size)} 동안` : `within ${words(size)}`;
    case 'tumbling':
      return ko ? `${words(size)}마다` : `each ${words(size)}`;
    case 'hopping':
      return ko ? `${words(every)}마다 ${words(size)} 동안` : `${words(size)}, every ${words(every)}`;
    case 'calendar':
      return UNIT_WORDS[textOf(unit)]?.[language] ?? '';
    case 'session':
      return ko ? `${words(gap)} 쉴 때까지` : `until ${words(gap)} of silence`;
    case 'count':
      return typeof size === 'number' ? (ko ? `최근 ${size}건` : `last ${size} events`) : '';
    default:
      return '';
  }
}

function aggregatesInWords(config: WindowConfig): string {
  return rowsOf(config.aggregates)
    .map((aggregate) => textOf(aggregate.name))
    .filter(Boolean)
    .slice(0, 3)
    .join(', ');
}
