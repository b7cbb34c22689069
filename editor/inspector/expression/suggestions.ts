/** What can be written at a place of an expression: fields, what rows above work out, functions, operators. */
import { METHODS } from '../../../nodes/derive/expression-functions.ts';
import { EXPRESSION_WORDS, type ExpressionWord } from '../../../nodes/derive/expression-help.ts';
import type { FieldType } from '../../../nodes/kit/field.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { type Choice, filterChoices } from '../controls/choice.ts';
import { writtenInExpression } from '../form/written-path.ts';
import type { PlaceInExpression } from './place-in-expression.ts';

/** One thing that can be taken from the list, and what taking it writes. */
export interface Suggestion extends Choice {
  readonly signature?: string;
  /** One line of help. */
  readonly help?: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Where the caret stands afterwards, inside `text`. */
  readonly caret: number;
}

export interface Vocabulary {
  /** The fields that arrive, and before them what the rows above work out. */
  readonly fields: readonly Choice[];
  readonly language: Language;
  /** IANA name, put in where a time is taken apart. */
  readonly timezone: string;
}

const MOST = 30;

export function suggestionsAt(
  source: string,
  place: PlaceInExpression,
  vocabulary: Vocabulary,
): readonly Suggestion[] {
  if (place.afterValue) return operators(source, place, vocabulary.language);
  const fields = filterChoices(vocabulary.fields, place.typed);
  const near = fields.filter((choice) => begins(choice, place.typed)).slice(0, MOST);
  // A letter somewhere in a name says nothing yet.
  const far = place.typed.length > 1 ? fields.filter((choice) => !near.includes(choice)).slice(0, MOST) : [];
  const words =
    place.receiver === undefined ? functions(source, place, vocabulary) : methods(source, place, vocabulary);
  const found = [
    ...near.map((choice) => fieldAt(place, choice)),
    ...words,
    ...far.map((choice) => fieldAt(place, choice)),
  ];
  // What is written already is no help, unless it keeps Enter from taking a longer name.
  return found.length === 1 && found[0].text === source.slice(found[0].from, found[0].to) ? [] : found;
}

/** Whether its name, or a word of it, begins with what is typed. */
function begins({ label, value }: Choice, typed: string): boolean {
  const wanted = typed.toLowerCase();
  return [label.toLowerCase(), value.toLowerCase()].some(
    (text) => text.startsWith(wanted) || text.includes(` ${wanted}`) || text.includes(`.${wanted}`),
  );
}

function fieldAt({ from, to }: PlaceInExpression, choice: Choice): Suggestion {
  const text = writtenInExpression(choice.value);
  return { ...choice, from, to, text, caret: text.length };
}

function operators(source: string, place: PlaceInExpression, language: Language): readonly Suggestion[] {
  const wanted = place.step.toLowerCase();
  const found = EXPRESSION_WORDS.filter(
    ({ kind, name, signature }) =>
      kind === 'operator' &&
      [name, signature.ko, signature.en].some((text) => text.toLowerCase().includes(wanted)),
  );
  return found.map((word) => {
    const space = /\s$/.test(source.slice(0, place.from)) || place.from === 0 ? '' : ' ';
    const text = `${space}${word.name === '? :' ? '?  : ' : `${word.name} `}`;
    const caret = word.name === '? :' ? space.length + 2 : text.length;
    return {
      value: word.name,
      label: word.signature[language],
      help: word.help[language],
      example: word.name,
      from: place.from,
      to: place.to,
      text,
      caret,
    };
  });
}

function functions(source: string, place: PlaceInExpression, { language }: Vocabulary): Suggestion[] {
  const wanted = place.typed.toLowerCase();
  return EXPRESSION_WORDS.filter(
    ({ kind, name, help }) =>
      kind === 'function' &&
      (wanted === ''
        ? !name.startsWith('math.') && name !== 'dyn'
        : name.toLowerCase().startsWith(wanted) || (wanted.length > 1 && help[language].includes(wanted))),
  ).map((word) => wordAt(source, place.from, place.to, word.name, word, language));
}

/** What can be asked of a value: by the type of the field before the dot, as far as that is known. */
function methods(source: string, place: PlaceInExpression, vocabulary: Vocabulary): Suggestion[] {
  const { language, timezone } = vocabulary;
  const { receiver = '' } = place;
  if (receiver === 'math')
    return functions(source, place, vocabulary).filter(({ value }) => value.startsWith('math.'));
  const field = vocabulary.fields.find((choice) => choice.value === receiver);
  const type = field?.type;
  const inside = vocabulary.fields.some((choice) => choice.value.startsWith(`${receiver}.`));
  if (type === 'number' || type === 'boolean' || type === 'object' || (!field && inside)) return [];
  const wanted = place.step.toLowerCase();
  return EXPRESSION_WORDS.filter(
    ({ kind, name, of }) =>
      (kind === 'method' || kind === 'macro') && name.toLowerCase().startsWith(wanted) && fits(type, of),
  ).map((word) => {
    // Only the event's own time is a time; a field holds it as text.
    const asTime = type === 'time' && receiver !== '$time';
    const from = asTime ? place.from : place.stepFrom;
    const before = asTime ? `timestamp(${writtenInExpression(receiver)}).` : '';
    const zone = word.of?.includes('time') && timezone !== 'UTC' ? `"${timezone}"` : undefined;
    return wordAt(source, from, place.to, before + word.name, word, language, zone);
  });
}

function fits(type: FieldType | undefined, of: readonly FieldType[] | undefined): boolean {
  return type === undefined || type === 'unknown' || !of || of.includes(type);
}

/** A function with its parentheses, the caret between them where something belongs there. */
function wordAt(
  source: string,
  from: number,
  to: number,
  written: string,
  word: ExpressionWord,
  language: Language,
  inside = word.kind === 'macro' ? 'x, ' : '',
): Suggestion {
  const open = source[to] === '(';
  const empty = word.kind === 'method' && METHODS.get(word.name)?.most === 0;
  const text = open ? written : `${written}(${inside})`;
  const done = empty || (inside !== '' && word.kind !== 'macro');
  return {
    value: word.name,
    label: word.name,
    signature: word.signature[language],
    help: word.help[language],
    from,
    to,
    text,
    caret: open ? text.length : text.length - (done ? 0 : 1),
  };
}
