/** Choices of the comboboxes: a field, an event type, a table. */
import type { FieldInfo, FieldType } from '../../../nodes/kit/field.ts';
import { type Language, localize } from '../../../nodes/kit/text.ts';

export interface Choice {
  /** What is written to the document. */
  readonly value: string;
  /** What people call it; the value where it has no name. */
  readonly label: string;
  /** Its type, where it is a field. */
  readonly type?: FieldType;
  readonly description?: string;
  readonly example?: string;
}

/** What people call a field. */
export function fieldName(info: FieldInfo, language: Language): string {
  return localize(info.label, language, info.path);
}

/** A field as a choice. */
export function fieldChoice(info: FieldInfo, language: Language): Choice {
  return {
    value: info.path,
    label: fieldName(info, language),
    type: info.type,
    ...(info.description === undefined ? {} : { description: localize(info.description, language) }),
    ...(info.example === undefined ? {} : { example: exampleText(info.example) }),
  };
}

export function fieldChoices(fields: readonly FieldInfo[], language: Language): Choice[] {
  return fields.map((info) => fieldChoice(info, language));
}

function exampleText(example: unknown): string {
  return typeof example === 'string' ? example : JSON.stringify(example);
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
