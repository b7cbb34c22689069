/** One node's settings that differ between two versions, by the names and words of its form. */
import {
  conditionInWords,
  fieldLabel,
  fieldsInWords,
  valueInWords,
} from '../../nodes/kit/condition-words.ts';
import type { FormField, Surroundings } from '../../nodes/kit/define-node.ts';
import { durationInWords } from '../../nodes/kit/duration.ts';
import { valueAt } from '../../nodes/kit/field.ts';
import { isRow, type Row, textOf, textsOf } from '../../nodes/kit/lenient.ts';
import { type Language, localize, type Text } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { sameValue } from './diff.ts';

/** Characters of a value that are shown. */
const SHOWN = 60;

/** A setting that differs: where it stands in the settings, its name, and what it was and is. */
export interface SettingChange {
  readonly path: readonly string[];
  readonly name: Text;
  readonly was: Text;
  readonly is: Text;
}

/**
 * What differs between the settings of a node, in the order of its form. A part of the settings that no form shows
 * goes by its name in the file.
 */
export function settingChanges(
  kind: string,
  was: Row,
  is: Row,
  surroundings: Surroundings = {},
): SettingChange[] {
  const { label: _was, ...old } = was;
  const { label: _is, ...young } = is;
  const form = definitionOf(kind)?.form ?? [];
  const found: SettingChange[] = [];
  const told = new Set<string>();
  for (const field of form) {
    if (field.variant) {
      const change = variantChange(field, old, young);
      if (!change) continue;
      found.push(change);
      // What the choice brings with it is not told apart: "rolling 1 day" and "session 30 minutes" have no parts alike.
      told.add(rootOf(field.path));
      continue;
    }
    if (told.has(field.path) || told.has(rootOf(field.path))) continue;
    const shown = field.when === undefined || field.when(young) || field.when(old);
    const [before, after] = [valueAt(old, field.path), valueAt(young, field.path)];
    if (!shown || sameValue(before, after)) continue;
    told.add(field.path);
    found.push(...fieldChanges(field, before, after, surroundings));
  }
  const names = new Set([...Object.keys(old), ...Object.keys(young)]);
  for (const name of names) {
    if ([...told].some((path) => rootOf(path) === name) || sameValue(old[name], young[name])) continue;
    found.push(plainChange(name, old[name], young[name]));
  }
  return found;
}

function variantChange(field: FormField, old: Row, young: Row): SettingChange | undefined {
  const [was, is] = [field.variant?.of(old) ?? '', field.variant?.of(young) ?? ''];
  return was === is
    ? undefined
    : {
        path: [rootOf(field.path)],
        name: field.label,
        was: optionWords(field, was),
        is: optionWords(field, is),
      };
}

function fieldChanges(
  field: FormField,
  was: unknown,
  is: unknown,
  surroundings: Surroundings,
): SettingChange[] {
  const isList = field.control === 'list' || field.control === 'decision-table';
  const members = isList ? memberChanges(field, was, is, surroundings) : undefined;
  if (members) return members;
  const words = (value: unknown) => valueWords(field, value, surroundings);
  const [before, after] = [words(was), words(is)];
  // Cut or unknown to the form, the two may read alike; then the sentence says only that they differ.
  return [{ path: field.path.split('.'), name: field.label, was: before, is: after }];
}

/** Member by member, where a list has as many as before; a list that grew or shrank is told by its members' names. */
function memberChanges(
  field: FormField,
  was: unknown,
  is: unknown,
  surroundings: Surroundings,
): SettingChange[] | undefined {
  if (!Array.isArray(was) || !Array.isArray(is) || was.length !== is.length) return undefined;
  const parts = field.fields ?? [];
  if (parts.some(({ path }) => path === '')) return undefined;
  return is.flatMap((member: unknown, i) => {
    if (sameValue(was[i], member) || !isRow(member) || !isRow(was[i])) return [];
    const before: Row = was[i];
    return parts.flatMap((part) => {
      const [old, young] = [valueAt(before, part.path), valueAt(member, part.path)];
      if (sameValue(old, young)) return [];
      const name = (language: Language) =>
        `${field.label[language]} ${memberName(member, i, language)}, ${part.label[language]}`;
      return {
        path: [...field.path.split('.'), String(i), ...part.path.split('.')],
        name: { ko: name('ko'), en: name('en') },
        was: valueWords(part, old, surroundings),
        is: valueWords(part, young, surroundings),
      };
    });
  });
}

function memberName(member: Row, i: number, language: Language): string {
  const name = shortened(textOf(member.name));
  if (name === '') return `${i + 1}`;
  return language === 'ko' ? `‘${name}’` : `“${name}”`;
}

function valueWords(field: FormField, value: unknown, surroundings: Surroundings): Text {
  if (value === undefined || value === null || value === '') return NOTHING;
  const both = (words: (language: Language) => string): Text => filled(words('ko'), words('en'));
  switch (field.control) {
    case 'duration':
      return both((language) => durationInWords(textOf(value), language));
    case 'condition':
      return both((language) => conditionInWords(value, language, surroundings));
    case 'field':
      return both((language) => fieldLabel(textOf(value), language, surroundings));
    case 'fields':
      return both((language) => fieldsInWords(textsOf(value), language, surroundings));
    case 'select':
      return optionWords(field, value);
    case 'switch':
      return value === true ? { ko: '켜짐', en: 'on' } : { ko: '꺼짐', en: 'off' };
    case 'list':
    case 'decision-table':
      return listWords(value);
    default:
      return plainWords(value);
  }
}

function optionWords(field: FormField, value: unknown): Text {
  const label = field.options?.find((option) => option.value === value)?.label;
  return label ?? plainWords(value);
}

function listWords(value: unknown): Text {
  if (!Array.isArray(value)) return plainWords(value);
  const names = value.map((member): Text => {
    const name = isRow(member) ? textOf(member.name) : undefined;
    return name === '' ? NAMELESS : inBoth(name ?? member);
  });
  if (value.length > 0 && !names.includes(NAMELESS))
    return filled(names.map(({ ko }) => ko).join(', '), names.map(({ en }) => en).join(', '));
  return { ko: `${value.length}개`, en: String(value.length) };
}

function plainChange(name: string, was: unknown, is: unknown): SettingChange {
  return { path: [name], name: { ko: name, en: name }, was: plainWords(was), is: plainWords(is) };
}

const NOTHING: Text = { ko: '없음', en: 'none' };
const NAMELESS: Text = { ko: '', en: '' };

/** Any value: a text that has languages in each of them, another one as it is written. */
export function plainWords(value: unknown): Text {
  if (value === undefined || value === null || value === '') return NOTHING;
  if (isRow(value) && Object.values(value).every((text) => typeof text === 'string')) {
    const texts = value as Readonly<Record<string, string>>;
    if ('ko' in texts || 'en' in texts) return filled(localize(texts, 'ko'), localize(texts, 'en'));
  }
  const words = inBoth(value);
  return filled(words.ko, words.en);
}

function inBoth(value: unknown): Text {
  return { ko: valueInWords(value, 'ko'), en: valueInWords(value, 'en') };
}

function filled(ko: string, en: string): Text {
  return { ko: shortened(ko) || NOTHING.ko, en: shortened(en) || NOTHING.en };
}

/** At most so many characters, on one line. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line.slice(0, 4 * SHOWN)];
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : line;
}

const rootOf = (path: string) => path.split('.')[0];
