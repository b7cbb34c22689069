/** correlate: one after the other, one that does not come, or all in whatever order. */
import type { NodeContext } from '../../../nodes/kit/define-node.ts';
import { withParticle } from '../../../nodes/kit/korean.ts';
import { type Row, rowsOf, textOf } from '../../../nodes/kit/lenient.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { keyWords, likelyKey, say, spanWords, spread, TOLD } from '../settings-words.ts';
import type { Example, Help, Mark, Story } from '../timeline.ts';

interface Step {
  readonly name: string;
  readonly absent: boolean;
}

interface Told {
  readonly steps: readonly Step[];
  readonly language: Language;
  readonly within: string;
  /** `같은 고객 번호의 `, or nothing where there is no key. */
  readonly whose: string;
}

const mark = (name: string, at: number, tone: Mark['tone'] = 'event'): Mark => ({ at, label: name, tone });

/** All steps in order, the last of them at once or a little too late. */
function sequence({ steps, language, within, whose }: Told): Story[] {
  const names = steps.map((step) => step.name);
  const places = spread(names.length, 12, 62);
  const late = [...places.slice(0, -1), 88];
  const last = names[names.length - 1];
  const span = [{ from: 12, to: 74, label: within }];
  return [
    {
      outcome: 'match',
      caption: say(
        language,
        `${whose}${names.join(' → ')} 순서로 ${within} 안에 일어났습니다.`,
        `${names.join(' → ')} in this order within ${within}${whose}.`,
      ),
      marks: names.map((name, i) => mark(name, places[i])),
      spans: span,
      told: [{ at: 62, label: TOLD[language] }],
    },
    {
      outcome: 'near',
      caption: say(
        language,
        `${withParticle(last, '이')} ${within}보다 늦게 왔습니다.`,
        `${last} came later than ${within}.`,
      ),
      marks: names.map((name, i) => mark(name, late[i], i === names.length - 1 ? 'other' : 'event')),
      spans: span,
    },
    ...otherKey({ steps, language, within, whose }, places),
  ];
}

/** Everything in time, but of somebody else. */
function otherKey({ steps, language, within, whose }: Told, places: readonly number[]): Story[] {
  if (whose === '') return [];
  const last = steps.length - 1;
  return [
    {
      outcome: 'near',
      caption: say(
        language,
        `${steps[last].name} 이벤트의 대상이 달라 이어지지 않습니다.`,
        `${steps[last].name} belongs to another key.`,
      ),
      marks: steps.map((step, i) => mark(step.name, places[i], i === last ? 'other' : 'event')),
      spans: [{ from: 12, to: 74, label: within }],
    },
  ];
}

/** A step fails to come: at the end where nothing follows it, else between its neighbours. */
function absence({ steps, language, within, whose }: Told): Story[] {
  const at = steps.findIndex((step) => step.absent);
  const missing = steps[at].name;
  const atEnd = steps.slice(at).every((step) => step.absent);
  const places = spread(steps.length, 12, 62);
  const marks = (tone: Mark['tone']) =>
    steps.map((step, i) => mark(step.name, places[i], step.absent ? tone : 'event'));
  const before =
    steps
      .slice(0, at)
      .map((step) => step.name)
      .join(' → ') || '…';
  return [
    {
      outcome: 'match',
      caption: atEnd
        ? say(
            language,
            `${before} 뒤 ${within} 안에 ${whose}${withParticle(missing, '이')} 오지 않았습니다.`,
            `No ${missing}${whose} within ${within} after ${before}.`,
          )
        : say(
            language,
            `${within} 안에 ${whose}${missing} 없이 다음 일이 일어났습니다.`,
            `The next thing came within ${within} without any ${missing}${whose}.`,
          ),
      marks: marks('missing'),
      spans: [{ from: 12, to: 76, label: within }],
      told: [{ at: atEnd ? 76 : 62, label: TOLD[language] }],
    },
    {
      outcome: 'near',
      caption: say(
        language,
        `${withParticle(missing, '이')} 제때 왔으므로 알리지 않습니다.`,
        `${missing} came in time, so nothing is told.`,
      ),
      marks: marks('other'),
      spans: [{ from: 12, to: 76, label: within }],
    },
  ];
}

function anyOrder({ steps, language, within, whose }: Told): Story[] {
  const names = steps.map((step) => step.name);
  const places = spread(names.length, 16, 66);
  const turned = [...names].reverse();
  return [
    {
      outcome: 'match',
      caption: say(
        language,
        `순서와 상관없이 ${whose}${names.join(', ')} 모두 ${within} 안에 일어났습니다.`,
        `All of ${names.join(', ')}${whose} within ${within}, in whatever order.`,
      ),
      marks: turned.map((name, i) => mark(name, places[i])),
      spans: [{ from: 16, to: 76, label: within }],
      told: [{ at: 66, label: TOLD[language] }],
    },
    {
      outcome: 'near',
      caption: say(
        language,
        `처음과 마지막 사이가 ${within}보다 깁니다.`,
        `From the first to the last it is longer than ${within}.`,
      ),
      marks: names.map((name, i) =>
        mark(name, i === names.length - 1 ? 92 : places[i] - 8, i === names.length - 1 ? 'other' : 'event'),
      ),
      spans: [{ from: 8, to: 68, label: within }],
    },
  ];
}

function stories(config: Row, language: Language, context: NodeContext): Story[] {
  const rows = rowsOf(config.steps);
  const steps = rows.map((step, i) => ({
    name: textOf(step.name) || `${i + 1}`,
    absent: step.absent === true,
  }));
  if (steps.length < 2) return [];
  const key = keyWords(rows[0].key, language, context);
  const told: Told = {
    steps,
    language,
    within: spanWords(config.within, language),
    whose: key === '' ? '' : say(language, `같은 ${key}의 `, ` of the same ${key}`),
  };
  if (config.order === 'any') return anyOrder(told);
  return steps.some((step) => step.absent) ? absence(told) : sequence(told);
}

/** The steps that are there keep their names, and their wires with them. */
function example(
  ko: string,
  en: string,
  within: string,
  change: { absent?: boolean; any?: boolean },
): Example {
  return {
    name: { ko, en },
    settings: (config, context) => {
      const now = rowsOf(config.steps);
      const key = [likelyKey(context)];
      const step = (i: number, name: string) => ({
        name: textOf(now[i]?.name) || name,
        key: Array.isArray(now[i]?.key) && now[i].key.length > 0 ? now[i].key : key,
      });
      return {
        steps: [step(0, 'first'), { ...step(1, 'second'), ...(change.absent && { absent: true }) }],
        within,
        order: change.any ? 'any' : 'sequence',
        start: change.any ? undefined : 'latest',
      };
    },
  };
}

export const correlateHelp: Help = {
  text: {
    ko: '같은 대상에게 일어나는 여러 일을 이어서 봅니다. 차례로 일어나는지, 순서 없이 모두 일어나는지, 일어나야 할 일이 끝내 일어나지 않는지 알 수 있습니다.',
    en: 'Follows what happens to the same key: one thing after the other, all of them in whatever order, or one that should come and does not.',
  },
  stories,
  examples: [
    example('3일 안에 일어나지 않음', 'Does not come within 3 days', 'P3D', { absent: true }),
    example('1시간 안에 뒤따라 일어남', 'Follows within an hour', 'PT1H', {}),
    example('하루 안에 둘 다 일어남', 'Both within a day', 'P1D', { any: true }),
  ],
};
