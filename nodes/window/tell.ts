/** A window in the sentence of its flow: 계좌 번호별로 7일 동안 10건 이상이면. */
import { conditionClause, type Named } from '../kit/condition-clause.ts';
import { fieldLabel, fieldsInWords } from '../kit/condition-words.ts';
import { durationInWords } from '../kit/duration.ts';
import { rowOf, rowsOf, textOf, textsOf } from '../kit/lenient.ts';
import type { Clause, TellContext } from '../kit/tell.ts';
import type { Text } from '../kit/text.ts';
import type { WindowConfig } from './definition.ts';

export function tellWindow(config: WindowConfig, context: TellContext): Clause {
  const { language, surroundings } = context;
  const key = fieldsInWords(textsOf(config.key), language, surroundings, 'inline');
  const having = conditionClause(config.having, language, (path) => aggregateName(config, path, context));
  const close = config.emit === 'close';
  if (language === 'ko') {
    const span = spanWords(config, language);
    const over = [key && `${key}별로`, span && (close ? `${span} 모아 그 끝에` : `${span} 동안`)]
      .filter(Boolean)
      .join(' ');
    const note = NOTES[textOf(config.emit)]?.ko ?? '';
    const told = having ?? { and: '모으고', if: '모을 때마다', of: '모은' };
    const whole = rowOf(config.window).kind === 'count' ? over.replace(/ 동안$/, ' 가운데') : over;
    return {
      asks: true,
      and: `${whole} ${told.and}${note}`.trim(),
      leads: `${whole} ${told.if}${note}`.trim(),
      of: `${whole} ${told.of}`.trim(),
    };
  }
  const over = [spanWords(config, language), key && `per ${key}`].filter(Boolean).join(' ');
  const note = NOTES[textOf(config.emit)]?.en ?? '';
  const what = having?.if ?? (close ? 'the events are added up' : 'the events are added up so far');
  const text = `${over} ${what}${note}`.trim();
  return { asks: true, and: text, leads: text, of: `where ${over} ${what}`.trim() };
}

/** How often it is told; `every` needs no word. */
const NOTES: Readonly<Record<string, Text>> = {
  once: { ko: '(그때 한 번만)', en: ' (told once)' },
  reset: { ko: '(그 뒤 처음부터 다시 셈)', en: ' (then counted anew)' },
  close: { ko: '', en: ', looked at when it ends' },
};

const UNITS: Readonly<Record<string, Text>> = {
  day: { ko: '하루', en: 'a calendar day' },
  week: { ko: '한 주', en: 'a calendar week' },
  month: { ko: '한 달', en: 'a calendar month' },
};

function spanWords(config: WindowConfig, language: 'ko' | 'en'): string {
  const ko = language === 'ko';
  const { kind, size, every, unit, gap } = rowOf(config.window);
  const words = (value: unknown) => durationInWords(textOf(value), language);
  switch (kind) {
    case 'rolling':
      return ko ? words(size) : `within ${words(size)}`;
    case 'tumbling':
      return ko ? `${words(size)}씩 끊어 그` : `in each span of ${words(size)}`;
    case 'hopping':
      return ko
        ? `${words(every)}마다 ${words(size)}`
        : `in ${words(size)}, looked at every ${words(every)},`;
    case 'calendar': {
      const name = UNITS[textOf(unit)]?.[language] ?? '';
      return ko ? name : name && `within ${name}`;
    }
    case 'session':
      return ko ? `${words(gap)} 넘게 끊기지 않고 이어지는` : `in a row without a pause of ${words(gap)}`;
    case 'count':
      return typeof size === 'number' ? (ko ? `최근 ${size}건` : `among the last ${size}`) : '';
    default:
      return '';
  }
}

/** What a sum is called: 건수, 거래 금액 합계, 서로 다른 고객 번호. */
function aggregateName(config: WindowConfig, path: string, { language, surroundings }: TellContext): Named {
  const aggregate = rowsOf(config.aggregates).find((each) => textOf(each.name) === path);
  const ko = language === 'ko';
  const field =
    textOf(aggregate?.field) && fieldLabel(textOf(aggregate?.field), language, surroundings, 'inline');
  const unit = ko ? '건' : '';
  switch (aggregate?.function) {
    case 'count':
      if (!field) return { noun: '', unit };
      return { noun: ko ? `${field} 있는 것` : `the number with ${field}`, unit };
    case 'sum':
      return { noun: ko ? `${field} 합계` : `the sum of ${field}` };
    case 'avg':
      return { noun: ko ? `${field} 평균` : `the average ${field}` };
    case 'min':
      return { noun: ko ? `가장 작은 ${field}` : `the least ${field}` };
    case 'max':
      return { noun: ko ? `가장 큰 ${field}` : `the greatest ${field}` };
    case 'first':
      return { noun: ko ? `첫 ${field}` : `the first ${field}` };
    case 'last':
      return { noun: ko ? `마지막 ${field}` : `the last ${field}` };
    case 'distinct':
      return ko
        ? { noun: `서로 다른 ${field}`, unit: '가지' }
        : { noun: `the number of different ${field} values` };
    default:
      return { noun: path };
  }
}
