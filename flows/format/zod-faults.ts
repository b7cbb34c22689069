/** Zod's issues as faults: with the label that the form shows, and a sentence in both languages. */
import type { z } from 'zod';
import type { FormField } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import { fill, type Text } from '../../nodes/kit/text.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

export interface Place {
  readonly node?: string;
  readonly edge?: string;
  /** Where the checked value stands, as a path with a dot at its end, or ''. */
  readonly prefix?: string;
  readonly form?: readonly FormField[];
}

/** The faults of a value that its schema refused. */
export function faultsOfIssues(issues: readonly Issue[], value: unknown, place: Place): Fault[] {
  return issues.flatMap((issue) => {
    const { text, code, path } = sentenceOf(issue, value);
    const field = `${place.prefix ?? ''}${path.map(String).join('.')}`;
    const label = labelOf(path, place.form ?? [], value);
    return {
      severity: isHint(issue) ? ('hint' as const) : ('error' as const),
      code,
      ...(place.node !== undefined && { node: place.node }),
      ...(place.edge !== undefined && { edge: place.edge }),
      ...(field && { field: field.replace(/\.$/, '') }),
      message: label ? { ko: `${label.ko}: ${text.ko}`, en: `${label.en}: ${text.en}` } : text,
    };
  });
}

/** A definition may mark an issue as one that lets the flow run. */
function isHint(issue: Issue): boolean {
  return 'severity' in issue && issue.severity === 'hint';
}

interface Sentence {
  readonly text: Text;
  readonly code: string;
  readonly path: Path;
}

const REQUIRED: Text = { ko: '값이 없습니다. 값을 입력하세요.', en: 'This is missing. Fill it in.' };

function sentenceOf(issue: Issue, value: unknown): Sentence {
  const { path } = issue;
  if (issue.code === 'custom') return { ...saidBy(issue), path };
  if (valueAt(value, path) === undefined) return { text: REQUIRED, code: 'required', path };
  switch (issue.code) {
    case 'invalid_type':
      return { text: typeText(issue.expected), code: 'schema', path };
    case 'invalid_value':
      return { text: choiceText(issue.values.map(String)), code: 'schema', path };
    case 'too_small':
      return { text: sizeText(issue.origin, Number(issue.minimum), true), code: 'schema', path };
    case 'too_big':
      return { text: sizeText(issue.origin, Number(issue.maximum), false), code: 'schema', path };
    case 'invalid_union':
      return unionSentence(issue, value);
    default:
      return {
        text: {
          ko: '값이 올바르지 않습니다. 다시 입력하세요.',
          en: 'This value is not valid. Enter it again.',
        },
        code: 'schema',
        path,
      };
  }
}

function saidBy(issue: z.core.$ZodIssueCustom): { text: Text; code: string } {
  const params: Record<string, unknown> = issue.params ?? {};
  const { text, code } = params;
  const said = isRow(text) && typeof text.ko === 'string' && typeof text.en === 'string';
  return {
    text: said
      ? { ko: String(text.ko), en: String(text.en) }
      : { ko: '값이 올바르지 않습니다. 다시 입력하세요.', en: issue.message },
    code: typeof code === 'string' ? code : 'schema',
  };
}

const TYPE_WORDS: Readonly<Record<string, Text>> = {
  string: { ko: '글자여야', en: 'text' },
  number: { ko: '숫자여야', en: 'a number' },
  int: { ko: '정수여야', en: 'a whole number' },
  boolean: { ko: 'true나 false여야', en: 'true or false' },
  array: { ko: '목록이어야', en: 'a list' },
  object: { ko: '이름과 값의 묶음이어야', en: 'a map from names to values' },
  record: { ko: '이름과 값의 묶음이어야', en: 'a map from names to values' },
};

function typeText(expected: string): Text {
  const word = Object.hasOwn(TYPE_WORDS, expected)
    ? TYPE_WORDS[expected]
    : { ko: `${expected}이어야`, en: expected };
  return {
    ko: `값의 종류가 맞지 않습니다. ${word.ko} 합니다.`,
    en: `This is of the wrong type. It must be ${word.en}.`,
  };
}

function choiceText(values: readonly string[]): Text {
  return fill(
    { ko: '다음 중에서 고르세요: {values}.', en: 'Choose one of: {values}.' },
    { values: values.join(', ') },
  );
}

function sizeText(origin: string, limit: number, least: boolean): Text {
  const n = limit.toLocaleString('en-US');
  if (origin === 'array' || origin === 'set')
    return least
      ? { ko: `${n}개 이상 있어야 합니다. 더 추가하세요.`, en: `There must be at least ${n}. Add more.` }
      : { ko: `${n}개까지만 둘 수 있습니다. 줄이세요.`, en: `There may be at most ${n}. Take some away.` };
  if (origin === 'string')
    return least
      ? REQUIRED
      : {
          ko: `${n}자까지만 쓸 수 있습니다. 줄이세요.`,
          en: `There may be at most ${n} characters. Shorten it.`,
        };
  return least
    ? { ko: `${n} 이상이어야 합니다.`, en: `It must be at least ${n}.` }
    : { ko: `${n} 이하여야 합니다.`, en: `It must be at most ${n}.` };
}

function unionSentence(issue: z.core.$ZodIssueInvalidUnion, value: unknown): Sentence {
  const { path } = issue;
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  const discriminated = issue.discriminator !== undefined;
  if (discriminated && options.length > 0) return { text: choiceText(options), code: 'schema', path };
  if (discriminated) {
    const missing = valueAt(value, path) === undefined;
    const text = { ko: '목록에서 고르세요.', en: 'Choose one from the list.' };
    return { text, code: missing ? 'required' : 'schema', path };
  }
  const expected = issue.errors
    .flat()
    .flatMap((each) => (each.code === 'invalid_type' ? [each.expected] : []));
  if (expected.includes('string') && expected.includes('record'))
    return {
      text: {
        ko: '글자이거나 {"ko": …, "en": …}처럼 언어별 글자여야 합니다.',
        en: 'This must be text, or texts by language such as {"ko": …, "en": …}.',
      },
      code: 'schema',
      path,
    };
  return {
    text: { ko: '값이 올바르지 않습니다. 다시 입력하세요.', en: 'This value is not valid. Enter it again.' },
    code: 'schema',
    path,
  };
}

function valueAt(value: unknown, path: Path): unknown {
  let here: unknown = value;
  for (const name of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Record<PropertyKey, unknown>)[name];
  }
  return here;
}

/** What the form calls the place: its label, with the row's number inside a list. */
function labelOf(path: Path, form: readonly FormField[], value: unknown): Text | undefined {
  const config = isRow(value) ? value : {};
  const texts = path.map(String);
  for (let length = texts.length; length > 0; length--) {
    const head = texts.slice(0, length).join('.');
    const field =
      form.find((each) => each.path === head && !each.variant && (each.when?.(config) ?? true)) ??
      form.find((each) => each.path === head);
    if (!field) continue;
    const [index, ...rest] = texts.slice(length);
    if (index === undefined || !field.fields || !/^\d+$/.test(index)) return field.label;
    const row = fill({ ko: '{label} {n}', en: '{label} {n}' }, { n: Number(index) + 1 });
    const numbered = {
      ko: row.ko.replace('{label}', field.label.ko),
      en: row.en.replace('{label}', field.label.en),
    };
    const inner = labelOf(rest, field.fields, undefined);
    return inner ? { ko: `${numbered.ko} · ${inner.ko}`, en: `${numbered.en} · ${inner.en}` } : numbered;
  }
  return undefined;
}
