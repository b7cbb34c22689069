/** window: how events are gathered, by the kind of window and by when it tells. */
import { withParticle } from '../../../nodes/kit/korean.ts';
import { type Row, rowOf, rowsOf, textOf } from '../../../nodes/kit/lenient.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import {
  countAsked,
  keyWords,
  likelyAmount,
  likelyKey,
  MOST_MARKS,
  say,
  spanWords,
  spread,
  TOLD,
} from '../settings-words.ts';
import type { Help, Mark, Span, Story } from '../timeline.ts';

interface Told {
  readonly config: Row;
  readonly language: Language;
  /** How many events it takes; what is drawn is bounded. */
  readonly count: number;
  readonly drawn: number;
  readonly whose: string;
  /** It tells when the window ends, and not at an event. */
  readonly atClose: boolean;
}

const events = (places: readonly number[]): Mark[] => places.map((at) => ({ at, tone: 'event' }));

/** What the condition asks for: a clause in Korean, a noun in English. */
function asked({ config, count, language, whose }: Told): string {
  if (rowsOf(rowOf(config.having).rules).length === 0)
    return say(
      language,
      `${whose === '' ? '이벤트가' : withParticle(whose.trim(), '이')} 모였습니다`,
      `events${whose}`,
    );
  if (countAsked(config) !== undefined)
    return say(language, `${whose}${count}건이 모였습니다`, `${count} events${whose}`);
  const from = whose === '' ? '' : `${whose.trim()}에서 `;
  return say(language, `${from}조건에 맞는 값이 나왔습니다`, `the values asked for${whose}`);
}

function rolling(told: Told): Story[] {
  const { language, drawn } = told;
  const size = spanWords(rowOf(told.config.window).size, language);
  const close = spread(drawn, 30, 80);
  const wide = spread(drawn, 6, 80);
  return [
    {
      outcome: 'match',
      caption: say(language, `최근 ${size} 안에 ${asked(told)}.`, `Within the last ${size}: ${asked(told)}.`),
      marks: events(close),
      spans: [{ from: 22, to: 80, label: size }],
      told: [{ at: 80, label: TOLD[language] }],
    },
    {
      outcome: 'near',
      caption: say(
        language,
        `첫 번째가 ${size}보다 오래되어 세지 않습니다.`,
        `The first is older than ${size} and does not count.`,
      ),
      marks: [{ at: wide[0], tone: 'other' }, ...events(drawn > 1 ? wide.slice(1) : [])],
      spans: [{ from: 22, to: 80, label: size }],
    },
  ];
}

/** Windows that stand side by side: of one length, or by the calendar. */
function sideBySide(told: Told, label: string): Story[] {
  const { language, drawn, atClose } = told;
  const spans: Span[] = [
    { from: 4, to: 48, label },
    { from: 48, to: 92, label },
  ];
  const inside = spread(drawn, 12, 40);
  const across = spread(drawn, 34, 62);
  return [
    {
      outcome: 'match',
      caption: say(
        language,
        `한 구간(${label}) 안에 ${asked(told)}.${atClose ? ' 구간이 끝날 때 알립니다.' : ''}`,
        `In one window (${label}): ${asked(told)}.${atClose ? ' It tells when the window ends.' : ''}`,
      ),
      marks: events(inside),
      spans,
      told: [{ at: atClose ? 48 : inside[inside.length - 1], label: TOLD[language] }],
    },
    {
      outcome: 'near',
      caption: say(
        language,
        '같은 수라도 두 구간에 나뉘면 따로 셉니다.',
        'As many, but parted by the end of a window: each is counted apart.',
      ),
      marks: events(across),
      spans,
    },
  ];
}

function hopping(told: Told): Story[] {
  const { language, drawn, atClose } = told;
  const { size, every } = rowOf(told.config.window);
  const label = spanWords(size, language);
  const step = spanWords(every, language);
  const spans: Span[] = [
    { from: 4, to: 52, label, line: 0 },
    { from: 28, to: 76, label, line: 1 },
    { from: 52, to: 98, label, line: 2 },
  ];
  const inside = spread(drawn, 32, 50);
  return [
    {
      outcome: 'match',
      caption: say(
        language,
        `${step}마다 시작하는 ${label} 구간 가운데 하나에 ${asked(told)}.`,
        `In one of the windows of ${label} that begin every ${step}: ${asked(told)}.`,
      ),
      marks: events(inside),
      spans,
      told: [{ at: atClose ? 52 : inside[inside.length - 1], label: TOLD[language] }],
    },
    {
      outcome: 'near',
      caption: say(language, '어느 구간에도 다 들어가지 않습니다.', 'No window holds all of them.'),
      marks: events(spread(Math.max(2, drawn), 8, 90)),
      spans,
    },
  ];
}

function session(told: Told): Story[] {
  const { language, drawn, atClose } = told;
  const gap = spanWords(rowOf(told.config.window).gap, language);
  const inside = spread(drawn, 8, 44);
  const first = Math.max(1, Math.floor(drawn / 2));
  const parted = [...spread(first, 6, 18), ...spread(Math.max(1, drawn - first), 66, 78)];
  return [
    {
      outcome: 'match',
      caption: say(
        language,
        `${gap}보다 짧은 간격으로 ${asked(told)}.${atClose ? ` ${gap} 동안 조용하면 끝나고, 그때 알립니다.` : ''}`,
        `With less than ${gap} between them: ${asked(told)}.${atClose ? ` It ends after ${gap} of silence, and tells then.` : ''}`,
      ),
      marks: events(inside),
      spans: [{ from: 44, to: 80, label: gap }],
      told: [{ at: atClose ? 80 : 44, label: TOLD[language] }],
    },
    {
      outcome: 'near',
      caption: say(
        language,
        `사이가 ${gap} 이상 비면 두 묶음이 됩니다.`,
        `With ${gap} or more between them they are two sessions.`,
      ),
      marks: events(parted),
      spans: [{ from: 20, to: 64, label: gap }],
    },
  ];
}

function counted(told: Told): Story[] {
  const { language, drawn } = told;
  const { size } = rowOf(told.config.window);
  const many = typeof size === 'number' ? size : 1;
  const shown = Math.min(many, MOST_MARKS);
  const places = spread(shown, 20, 80);
  return [
    {
      outcome: 'match',
      caption: say(
        language,
        `${told.whose}최근 ${many}건이 다 모여 조건을 봅니다.`,
        `The last ${many} events${told.whose} are there, and the condition is looked at.`,
      ),
      marks: events(places),
      spans: [{ from: places[0] - 4, to: 84, label: say(language, `${many}건`, `${many} events`) }],
      told: [{ at: 80, label: TOLD[language] }],
    },
    {
      outcome: 'near',
      caption: say(
        language,
        `${many}건이 되기 전에는 조건을 보지 않습니다.`,
        `Before there are ${many}, the condition is not looked at.`,
      ),
      marks: events(places.slice(0, Math.max(1, Math.min(shown, drawn) - 1))),
    },
  ];
}

function storiesOf(told: Told): Story[] {
  const { config, language } = told;
  const { kind, size, unit } = rowOf(config.window);
  const units: Readonly<Record<string, string>> = {
    day: say(language, '하루', 'a day'),
    week: say(language, '한 주', 'a week'),
    month: say(language, '한 달', 'a month'),
  };
  switch (kind) {
    case 'rolling':
      return rolling(told);
    case 'tumbling':
      return sideBySide(told, spanWords(size, language));
    case 'calendar':
      return sideBySide(told, units[textOf(unit)] ?? units.day);
    case 'hopping':
      return hopping(told);
    case 'session':
      return session(told);
    case 'count':
      return counted(told);
    default:
      return [];
  }
}

const having = (field: string, value: number) => ({
  combinator: 'and',
  rules: [{ field, operator: '>=', value }],
});
const COUNT = { name: 'n', function: 'count' };

export const windowHelp: Help = {
  text: {
    ko: '같은 대상의 이벤트를 한동안 모아 건수, 합계, 평균을 냅니다. ‘언제 알릴지’에 따라 기준에 이른 그때, 또는 구간이 끝날 때 알립니다.',
    en: 'Gathers the events of each key over a time, and counts and adds them up. It tells when the limit is reached, or when the window ends, as chosen.',
  },
  stories: (config, language, context) => {
    const count = Math.max(1, countAsked(config) ?? 3);
    const key = keyWords(config.key, language, context);
    return storiesOf({
      config,
      language,
      count,
      drawn: Math.min(count, MOST_MARKS),
      whose: key === '' ? '' : say(language, `같은 ${key}의 이벤트 `, ` of the same ${key}`),
      atClose: config.emit === 'close',
    });
  },
  examples: [
    {
      name: { ko: '7일 동안 10번 이상', en: 'Ten or more in 7 days' },
      settings: (_, context) => ({
        key: [likelyKey(context)],
        window: { kind: 'rolling', size: 'P7D' },
        aggregates: [COUNT],
        having: having('n', 10),
        emit: 'reset',
      }),
    },
    {
      name: { ko: '하루 합계가 500만 원 이상', en: 'Five million or more in a day' },
      settings: (_, context) => ({
        key: [likelyKey(context)],
        window: { kind: 'calendar', unit: 'day' },
        aggregates: [COUNT, { name: 'total', function: 'sum', field: likelyAmount(context) }],
        having: having('total', 5_000_000),
        emit: 'once',
      }),
    },
    {
      name: { ko: '30분 조용할 때까지를 한 묶음으로', en: 'One bundle until 30 minutes of silence' },
      settings: (_, context) => ({
        key: [likelyKey(context)],
        window: { kind: 'session', gap: 'PT30M' },
        aggregates: [COUNT],
        having: having('n', 3),
        emit: 'close',
      }),
    },
  ],
};
