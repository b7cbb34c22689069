/** Choices of the comboboxes: a field, an event type, a table. */
import type { FieldInfo, FieldType } from '../../../nodes/kit/field.ts';
import { type Language, localize } from '../../../nodes/kit/text.ts';
import { formatNumber } from '../form/number-text.ts';
import type { OfferedField } from '../form/seen-fields.ts';

export interface Choice {
  /** What is written to the document. */
  readonly value: string;
  /** What people call it; the value where it has no name. */
  readonly label: string;
  /** Its type, where it is a field. */
  readonly type?: FieldType;
  readonly description?: string;
  readonly example?: string;
  /** The example is from an event that really arrived. */
  readonly live?: boolean;
  /** Events have it although nobody declared it. */
  readonly seen?: boolean;
  /** What sets it apart from the others, in a few words. */
  readonly note?: string;
}

/** What people call a field. */
export function fieldName(info: FieldInfo, language: Language): string {
  return localize(info.label, language, info.path);
}

/** A field as a choice; its newest value says more than the catalogue's example. */
export function fieldChoice(info: OfferedField, language: Language): Choice {
  const { live, seen } = info;
  const example = live ?? info.example;
  return {
    value: info.path,
    label: fieldName(info, language),
    type: info.type,
    ...(info.description === undefined ? {} : { description: localize(info.description, language) }),
    ...(example === undefined ? {} : { example: exampleText(example) }),
    ...(live === undefined ? {} : { live: true }),
    ...(seen === true && { seen }),
  };
}

export function fieldChoices(fields: readonly OfferedField[], language: Language): Choice[] {
  return fields.map((info) => fieldChoice(info, language));
}

const LONG_EXAMPLE = 60;

function exampleText(example: unknown): string {
  if (typeof example === 'number') return formatNumber(example);
  const text = typeof example === 'string' ? example : (JSON.stringify(example) ?? '');
  return text.length > LONG_EXAMPLE ? `${text.slice(0, LONG_EXAMPLE)}…` : text;
}

/** The choices whose label or value contains what is typed; those that begin with it come first, then those with a word that does. */
export function filterChoices(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return choices;
  const rank = ({ label, value }: Choice) => {
    const texts = [label.toLowerCase(), value.toLowerCase()];
    if (texts.some((text) => text.startsWith(wanted))) return 0;
    if (texts.some((text) => text.includes(` ${wanted}`) || text.includes(`.${wanted}`))) return 1;
    return texts.some((text) => text.includes(wanted)) ? 2 : 3;
  };
  return choices.filter((choice) => rank(choice) < 3).sort((a, b) => rank(a) - rank(b));
}

/** The choice that a text names by its label or its value. */
export function namedChoice(choices: readonly Choice[], text: string): Choice | undefined {
  const wanted = text.trim();
  return (
    choices.find((choice) => choice.value === wanted) ??
    choices.find((choice) => choice.label.toLowerCase() === wanted.toLowerCase())
  );
}
