/** A correlate node in the sentence of its flow: what follows what, within which time, and what must not come in between. */
import { conditionClause } from '../kit/condition-clause.ts';
import { fieldLabel, fieldsInWords } from '../kit/condition-words.ts';
import { durationInWords } from '../kit/duration.ts';
import { firstName } from '../kit/field.ts';
import { withParticle } from '../kit/korean.ts';
import { rowsOf, textOf, textsOf } from '../kit/lenient.ts';
import { joined, type Phrase, particled, said } from '../kit/phrase.ts';
import type { Clause, TellContext } from '../kit/tell.ts';
import type { CorrelateConfig } from './definition.ts';

/** A step with what arrives at it. */
interface ToldStep {
  readonly name: string;
  readonly noun: Phrase;
  readonly absent: boolean;
}

export function tellCorrelate(config: CorrelateConfig, context: TellContext): Clause {
  const { language, label } = context;
  const steps = rowsOf(config.steps).map((step): ToldStep => {
    const name = textOf(step.name);
    return { name, noun: context.arriving(name).noun, absent: step.absent === true };
  });
  const where = conditionClause(config.where, language, (path) => ({
    noun: stepField(path, steps, context),
  }));
  const within = durationInWords(textOf(config.within), language);
  const key = keyWords(config, context);
  const any = config.order === 'any';
  if (language === 'ko') {
    const [and, then] = (any ? koreanAny : koreanSequence)(steps, within, key);
    const note = any ? '' : noteOf(config, language);
    return {
      asks: true,
      and: where ? said`${and} ${where.and}${note}` : said`${and}${note}`,
      leads: where ? said`${and} ${where.if}${note}` : said`${then}${note}`,
      of: '',
      noun: `“${label}”`,
    };
  }
  const comes = (any ? englishAny : englishSequence)(steps, within, key);
  const text = said`${comes}${where ? `, and ${where.if}` : ''}${any ? '' : noteOf(config, language)}`;
  return { asks: true, and: text, leads: text, of: '', noun: `“${label}”` };
}

/** The fields that must be alike: 고객 번호, or, where the steps call it differently, customerId와 custNo. */
function keyWords(config: CorrelateConfig, { language, surroundings }: TellContext): string {
  const keys = rowsOf(config.steps).map((step) =>
    fieldsInWords(textsOf(step.key), language, surroundings, 'inline'),
  );
  const distinct = [...new Set(keys.filter(Boolean))];
  if (distinct.length < 2) return distinct[0] ?? '';
  if (language === 'en') return distinct.join(' or ');
  return distinct
    .slice(0, -1)
    .reduceRight((rest, each) => `${withParticle(each, '과')} ${rest}`, distinct.at(-1)!);
}

/** A step's field by the event's name where that names one step alone: 보험금 청구의 사고 유형. */
function stepField(
  path: string,
  steps: readonly ToldStep[],
  { language, surroundings, arriving }: TellContext,
): string {
  const step = firstName(path);
  const field = fieldLabel(path.slice(step.length + 1), language, surroundings, 'inline');
  const names = steps.map(({ name }) => arriving(name).name);
  const at = steps.findIndex(({ name }) => name === step);
  const own = at >= 0 && names.filter((name) => name === names[at]).length === 1 ? names[at] : step;
  return language === 'ko' ? `${own}의 ${field}` : `${field} of ${own}`;
}

type Told = readonly [and: Phrase, leads: Phrase];

function koreanSequence(steps: readonly ToldStep[], within: string, key: string): Told {
  const [first, ...rest] = steps;
  const parts: Phrase[] = [
    said`${key && `같은 ${withParticle(key, '으로')} `}${particled(first?.noun ?? '', '이')} 들어온 다음 `,
  ];
  let absent: Phrase[] = [];
  const bound = rest.filter((step) => !step.absent).length;
  let told = 0;
  let span = within;
  for (const step of rest) {
    if (step.absent) {
      absent.push(step.noun);
      continue;
    }
    const between =
      absent.length > 0 ? said`그 사이에 ${joined(absent, '도 ')}${absent.length > 1 ? '도' : ''} 없이 ` : '';
    told += 1;
    const ends = told === bound ? '' : '들어오고 이어서 ';
    parts.push(said`${span && `${span} 안에 `}${between}${particled(step.noun, '이')} ${ends}`);
    span = '';
    absent = [];
  }
  const before = joined(parts);
  if (absent.length === 0) return [said`${before}들어오고`, said`${before}들어오면`];
  const none = absent.length > 1 ? said`${joined(absent, '도 ')}도` : particled(absent[0], '이');
  const wait = span ? said`${span} 안에 ` : said`들어오고, 처음부터 ${within} 안에 `;
  return [said`${before}${wait}${none} 들어오지 않고`, said`${before}${wait}${none} 들어오지 않으면`];
}

function koreanAny(steps: readonly ToldStep[], within: string, key: string): Told {
  const all = joined(
    steps.map((step) => step.noun),
    ', ',
  );
  const before = said`${key && `같은 ${withParticle(key, '으로')} `}${particled(all, '이')} 순서와 상관없이 ${within} 안에 모두 `;
  return [said`${before}들어오고`, said`${before}들어오면`];
}

function englishSequence(steps: readonly ToldStep[], within: string, key: string): Phrase {
  const [first, ...rest] = steps;
  const items: Phrase[] = [];
  let absent: Phrase[] = [];
  for (const step of rest) {
    if (step.absent) {
      absent.push(step.noun);
      continue;
    }
    items.push(
      absent.length > 0
        ? said`by ${step.noun}, with no ${joined(absent, ' and no ')} in between`
        : said`by ${step.noun}`,
    );
    absent = [];
  }
  if (absent.length > 0)
    items.push(absent.length > 1 ? said`by neither ${joined(absent, ' nor ')}` : said`by no ${absent[0]}`);
  const same = key.replace(/, (?=[^,]*$)/, ' and ');
  const span = [within && `within ${within}`, key && `for the same ${same}`].filter(Boolean).join(', ');
  return said`${first?.noun ?? ''} is followed, ${span}, ${joined(items, ', then ')}`;
}

function englishAny(steps: readonly ToldStep[], within: string, key: string): Phrase {
  const nouns = steps.map((step) => step.noun);
  const all = said`${joined(nouns.slice(0, -1), ', ')} and ${nouns.at(-1) ?? ''}`;
  return said`${all} come in any order within ${within}${key && ` for the same ${key}`}`;
}

/** Which events are paired where there are several. */
function noteOf(config: CorrelateConfig, language: 'ko' | 'en'): string {
  const ko = language === 'ko';
  const notes: string[] = [];
  if (config.start === 'latest')
    notes.push(
      ko
        ? '앞의 일이 다시 일어나면 그때부터 새로 기다림'
        : 'if the first happens again, the wait starts anew',
    );
  if (config.start === 'first')
    notes.push(ko ? '기다리는 중에는 새로 시작하지 않음' : 'not started anew while it waits');
  if (config.advance === 'oldest') notes.push(ko ? '먼저 온 것부터 짝지음' : 'the oldest is paired first');
  if (config.advance === 'newest') notes.push(ko ? '가장 최근 것과 짝지음' : 'the newest is paired');
  if (notes.length === 0) return '';
  return ko ? `(${notes.join(', ')})` : ` (${notes.join('; ')})`;
}
