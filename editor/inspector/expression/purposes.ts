/** What expressions are mostly written for: examples that are put in with the fields that really arrive. */
import type { FieldInfo, FieldType } from '../../../nodes/kit/field.ts';
import type { Language, Text } from '../../../nodes/kit/text.ts';
import { writtenInExpression } from '../form/written-path.ts';

export interface Purpose {
  readonly id: string;
  readonly title: Text;
  readonly write: (pick: Picks, language: Language) => string;
}

/** Fields of a fitting type, each other than the one before; a name that says what belongs there where there is none. */
interface Picks {
  readonly number: (nth: number) => string;
  readonly text: (nth: number) => string;
  readonly time: () => string;
  /** A field with known values, and two of them as they are written. */
  readonly chosen: () => { readonly field: string; readonly values: string };
  readonly zone: string;
  /** A number of the size that the first number field has. */
  readonly threshold: number;
}

export const PURPOSES: readonly Purpose[] = [
  {
    id: 'share',
    title: { ko: '두 금액의 비율(%)', en: 'Share of two amounts (%)' },
    write: ({ number }) => `round(${number(0)} * 100 / ${number(1)}, 1)`,
  },
  {
    id: 'part',
    title: { ko: '금액의 10%, 반올림', en: '10% of an amount, rounded' },
    write: ({ number }) => `round(${number(0)} * 0.1)`,
  },
  {
    id: 'difference',
    title: { ko: '두 금액의 차이', en: 'Difference of two amounts' },
    write: ({ number }) => `abs(${number(0)} - ${number(1)})`,
  },
  {
    id: 'joined',
    title: { ko: '글자 이어 붙이기', en: 'Join texts' },
    write: ({ text }) => `${text(0)} + " / " + ${text(1)}`,
  },
  {
    id: 'days',
    title: { ko: '며칠이 지났는지', en: 'Days that have passed' },
    write: ({ time }) => `($time - timestamp(${time()})).getHours() / 24`,
  },
  {
    id: 'hour',
    title: { ko: '몇 시에 일어났는지', en: 'Hour of the day' },
    write: ({ zone }) => `$time.getHours("${zone}")`,
  },
  {
    id: 'weekend',
    title: { ko: '주말인지', en: 'Whether it is a weekend' },
    write: ({ zone }) => `$time.getDayOfWeek("${zone}") in [0, 6]`,
  },
  {
    id: 'either',
    title: { ko: '크면 ‘높음’, 아니면 ‘보통’', en: '“high” where large, else “normal”' },
    write: ({ number, threshold }, language) =>
      `${number(0)} >= ${threshold} ? ${language === 'ko' ? '"높음" : "보통"' : '"high" : "normal"'}`,
  },
  {
    id: 'among',
    title: { ko: '정해 둔 값 중 하나인지', en: 'Whether it is one of some values' },
    write: ({ chosen }) => `${chosen().field} in [${chosen().values}]`,
  },
  {
    id: 'missing',
    title: { ko: '값이 없으면 0으로', en: '0 where the value is missing' },
    write: ({ number }) => `has(${number(0)}) ? ${number(0)} : 0`,
  },
];

const STAND_INS: Readonly<Record<'number' | 'text' | 'time' | 'chosen', Text>> = {
  number: { ko: '금액', en: 'amount' },
  text: { ko: '이름', en: 'name' },
  time: { ko: '가입일시', en: 'joinedAt' },
  chosen: { ko: '경로', en: 'channel' },
};

/** @param timezone the flow's, IANA name */
export function picksOf(fields: readonly FieldInfo[], timezone: string, language: Language): Picks {
  const own = fields.filter(({ path }) => !path.startsWith('$'));
  const nth = (type: FieldType, standIn: Text, n: number): string => {
    const fitting = own.filter((info) => info.type === type && !(type === 'string' && info.values));
    const found =
      fitting[n] ?? (n > 0 && type === 'string' ? own.filter((info) => info.type === type)[n] : undefined);
    if (found) return writtenInExpression(found.path);
    return n === 0 ? standIn[language] : `${standIn[language]}${n + 1}`;
  };
  const first = own.find((info) => info.type === 'number');
  return {
    number: (n) => nth('number', STAND_INS.number, n),
    text: (n) => nth('string', STAND_INS.text, n),
    time: () => nth('time', STAND_INS.time, 0),
    chosen: () => chosenOf(own, language),
    zone: timezone,
    threshold: typeof first?.example === 'number' && first.example > 0 ? roundish(first.example) : 100,
  };
}

function chosenOf(fields: readonly FieldInfo[], language: Language) {
  const info = fields.find(({ values }) => values && values.length > 1);
  const values = info?.values ?? ['web', 'app'];
  return {
    field: info ? writtenInExpression(info.path) : STAND_INS.chosen[language],
    values: values
      .slice(0, 2)
      .map((value) => JSON.stringify(value))
      .join(', '),
  };
}

/** One figure and noughts. @example roundish(36_500) // 30_000 */
function roundish(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return Math.max(1, Math.floor(value / unit) * unit);
}
