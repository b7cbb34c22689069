/** An event type while a person changes it: texts as he types them, so that nothing half-typed is lost or refused. */
import { checkEventType } from '../../../flows/catalogue/check-event-type.ts';
import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { FieldInfo, FieldType } from '../../../nodes/kit/field.ts';
import type { Localized } from '../../../nodes/kit/text.ts';

export interface EditedField {
  /** Of the row; stays while everything else changes. */
  readonly key: number;
  readonly path: string;
  readonly type: FieldType;
  readonly label?: Localized | undefined;
  readonly description?: Localized | undefined;
  /** Separated by commas. */
  readonly values: string;
  readonly example: string;
}

export interface EditedType {
  readonly type: string;
  readonly name?: Localized | undefined;
  readonly description?: Localized | undefined;
  readonly fields: readonly EditedField[];
  readonly nextKey: number;
}

/** Written into `EventTypeInfo`s and out of them; `info` of what was not changed gives the same back. */
export function editedOf(info: EventTypeInfo): EditedType {
  return {
    type: info.type,
    // A type that nobody named is called by its type.
    name: info.name === info.type ? undefined : info.name,
    description: info.description,
    fields: info.fields.map(editedField),
    nextKey: info.fields.length,
  };
}

function editedField(field: FieldInfo, key: number): EditedField {
  const { path, type, label, description, values = [], example } = field;
  return {
    key,
    path,
    type,
    label,
    description,
    values: values.map((value) => quoted(String(value))).join(', '),
    example: example === undefined ? '' : typeof example === 'string' ? example : JSON.stringify(example),
  };
}

/** The type as it would be saved, and what is wrong with it by place. */
export function checkEdited(edited: EditedType): { info?: EventTypeInfo; faults: readonly Fault[] } {
  const { type, name, description, fields } = edited;
  return checkEventType({
    type: type.trim(),
    name,
    description,
    fields: fields.map((field) => ({
      path: field.path.trim(),
      type: field.type,
      label: field.label,
      description: field.description,
      values: valuesOf(field),
      example: exampleOf(field),
    })),
  });
}

export function changeField(edited: EditedType, key: number, part: Partial<EditedField>): EditedType {
  const fields = edited.fields.map((field) => (field.key === key ? { ...field, ...part } : field));
  return { ...edited, fields };
}

export function addFields(edited: EditedType, added: readonly FieldInfo[]): EditedType {
  const fields = added.map((field, i) => editedField(field, edited.nextKey + i));
  return { ...edited, fields: [...edited.fields, ...fields], nextKey: edited.nextKey + added.length };
}

export function removeField(edited: EditedType, key: number): EditedType {
  return { ...edited, fields: edited.fields.filter((field) => field.key !== key) };
}

/** Each as what the field's type says; one that cannot be is left as it is, for the check to name it. */
function valuesOf({ values, type }: EditedField): unknown[] {
  return membersOf(values).map((text) => plainValue(text, type));
}

function plainValue(text: string, type: FieldType): unknown {
  if (type === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function exampleOf({ example, type }: EditedField): unknown {
  if (example === '') return undefined;
  if (type === 'string' || type === 'time') return example;
  const text = example.trim();
  if (type === 'number' || type === 'boolean') return plainValue(text, type);
  try {
    return JSON.parse(text);
  } catch {
    return example;
  }
}

/** Between commas; a member with a comma or a space at an end stands in double quotes. */
function membersOf(text: string): string[] {
  const members: string[] = [];
  for (const [, inQuotes, plain] of text.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))\s*(?:,|$)/g)) {
    const member = inQuotes === undefined ? plain.trim() : inQuotes.replace(/\\(.)/g, '$1');
    if (inQuotes !== undefined || member !== '') members.push(member);
  }
  return members;
}

function quoted(value: string): string {
  const isPlain = value !== '' && value === value.trim() && !/[,"]/.test(value);
  return isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
