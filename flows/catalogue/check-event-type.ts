/**
 * Whether something is an event type that the catalogue can hold: what people type, import, or write into its file.
 * Both sides ask it, so that the page says the same as the server. Everything that comes in is taken for hostile.
 */
import type { EventTypeInfo } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { FieldInfo, FieldType } from '../../nodes/kit/field.ts';
import { withRightParticles } from '../../nodes/kit/korean.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import type { Localized, Text } from '../../nodes/kit/text.ts';
import { isDeeperThan } from '../format/limits.ts';
import { CATALOGUE_LIMITS as LIMITS } from './catalogue-limits.ts';
import { placeFaults } from './check-path.ts';
import { checkTypeName } from './check-type-name.ts';

/** Of an example: what lies deeper cannot be written as JSON either. */
const DEPTH = 100;

export const FIELD_TYPES: readonly FieldType[] = [
  'string',
  'number',
  'boolean',
  'time',
  'object',
  'list',
  'unknown',
];

type Say = (field: string, code: string, message: Text) => void;

/** The type with nothing in it but what the catalogue knows, or what is wrong with it, place by place. */
export function checkEventType(
  raw: unknown,
):
  | { readonly info: EventTypeInfo; readonly faults: [] }
  | { readonly info?: never; readonly faults: Fault[] } {
  const faults: Fault[] = [];
  const say: Say = (field, code, message) =>
    faults.push({
      severity: 'error',
      code,
      field,
      message: { ...message, ko: withRightParticles(message.ko) },
    });
  if (!isRow(raw)) {
    say('', 'shape', {
      ko: '이벤트 종류는 type, name, fields가 있는 객체여야 합니다.',
      en: 'An event type is an object with type, name and fields.',
    });
    return { faults };
  }
  const nameFault = checkTypeName(raw.type);
  if (nameFault) say('type', 'type-name', nameFault);
  const type = String(raw.type);
  const name = localizedOf(raw.name, 'name', LIMITS.name, say) ?? type;
  const description = localizedOf(raw.description, 'description', LIMITS.description, say);
  const fields = fieldsOf(raw.fields, say);
  if (faults.length > 0) return { faults };
  return { info: { type, name, ...(description !== undefined && { description }), fields }, faults: [] };
}

function fieldsOf(raw: unknown, say: Say): FieldInfo[] {
  if (raw === undefined) return [];
  if (!Array.isArray(raw)) {
    say('fields', 'shape', { ko: 'fields는 목록이어야 합니다.', en: '“fields” must be a list.' });
    return [];
  }
  if (raw.length > LIMITS.fields) {
    say('fields', 'too-many', {
      ko: `항목은 ${LIMITS.fields}개까지 적을 수 있습니다. 지금은 ${raw.length}개입니다.`,
      en: `A type has at most ${LIMITS.fields} fields; here are ${raw.length}.`,
    });
    return [];
  }
  const fields = raw.map((each, i) => fieldOf(each, `fields.${i}`, say));
  for (const { index, message } of placeFaults(fields)) say(`fields.${index}.path`, 'field-path', message);
  return fields;
}

function fieldOf(raw: unknown, place: string, say: Say): FieldInfo {
  if (!isRow(raw)) {
    say(place, 'shape', {
      ko: '항목은 path와 type이 있는 객체여야 합니다.',
      en: 'A field is an object with path and type.',
    });
    return { path: '', type: 'unknown' };
  }
  const path = typeof raw.path === 'string' ? raw.path : '';
  const type = FIELD_TYPES.find((each) => each === raw.type);
  if (!type)
    say(`${place}.type`, 'field-type', {
      ko: `항목 ‘${shown(path)}’의 형식은 ${FIELD_TYPES.join(', ')} 가운데 하나여야 합니다.`,
      en: `The type of the field “${shown(path)}” must be one of ${FIELD_TYPES.join(', ')}.`,
    });
  const label = localizedOf(raw.label, `${place}.label`, LIMITS.name, say);
  const description = localizedOf(raw.description, `${place}.description`, LIMITS.description, say);
  const values = type && valuesOf(raw.values, type, place, path, say);
  const example = type && exampleOf(raw.example, type, place, path, say);
  return {
    path,
    type: type ?? 'unknown',
    ...(label !== undefined && { label }),
    ...(description !== undefined && { description }),
    ...(values && values.length > 0 && { values }),
    ...(example !== undefined && { example }),
  };
}

/** What JavaScript calls a value of that type; undefined: the type has no single values to choose from. */
function plainTypeOf(type: FieldType): 'string' | 'number' | 'boolean' | undefined {
  if (type === 'time' || type === 'string') return 'string';
  return type === 'number' || type === 'boolean' ? type : undefined;
}

function valuesOf(raw: unknown, type: FieldType, place: string, path: string, say: Say): FieldInfo['values'] {
  if (raw === undefined || raw === null) return undefined;
  const plain = plainTypeOf(type);
  const at = `${place}.values`;
  if (!Array.isArray(raw) || raw.length > LIMITS.values) {
    say(at, 'values', {
      ko: `항목 ‘${shown(path)}’의 허용 값은 ${LIMITS.values}개까지 목록으로 적으세요.`,
      en: `Give the allowed values of “${shown(path)}” as a list of at most ${LIMITS.values}.`,
    });
    return undefined;
  }
  if (raw.length > 0 && !plain) {
    say(at, 'values', {
      ko: `항목 ‘${shown(path)}’의 형식에는 허용 값을 둘 수 없습니다. 글자, 숫자, 예/아니요, 시각에만 둘 수 있습니다.`,
      en: `The field “${shown(path)}” cannot have allowed values: only text, numbers, times and yes/no can.`,
    });
    return undefined;
  }
  const wrong = raw.find(
    (value) => typeof value !== plain || (typeof value === 'string' && value.length > LIMITS.value),
  );
  if (wrong !== undefined)
    say(at, 'values', {
      ko: `항목 ‘${shown(path)}’의 허용 값 ‘${shown(wrong)}’의 형식이 항목과 다르거나 ${LIMITS.value}자보다 깁니다.`,
      en: `The allowed value “${shown(wrong)}” of “${shown(path)}” is of another type, or longer than ${LIMITS.value} characters.`,
    });
  return [...new Set(raw)] as (string | number | boolean)[];
}

function exampleOf(raw: unknown, type: FieldType, place: string, path: string, say: Say): unknown {
  if (raw === undefined || raw === null) return undefined;
  const plain = plainTypeOf(type);
  const fits =
    type === 'unknown' ||
    (type === 'list' ? Array.isArray(raw) : type === 'object' ? isRow(raw) : typeof raw === plain);
  if (!fits || isDeeperThan(raw, DEPTH) || (JSON.stringify(raw)?.length ?? 0) > LIMITS.example) {
    say(`${place}.example`, 'example', {
      ko: `항목 ‘${shown(path)}’의 예시 값이 항목의 형식과 다르거나 ${LIMITS.example}자보다 깁니다.`,
      en: `The example of “${shown(path)}” is not of the field’s type, or longer than ${LIMITS.example} characters.`,
    });
    return undefined;
  }
  return raw;
}

function localizedOf(raw: unknown, place: string, longest: number, say: Say): Localized | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined;
  const texts = typeof raw === 'string' ? [raw] : isRow(raw) ? Object.values(raw) : [undefined];
  const isText = texts.every((text) => typeof text === 'string' && text.length <= longest);
  const languages = isRow(raw) ? Object.keys(raw) : [];
  if (!isText || languages.length > LIMITS.languages || !languages.every((each) => LANGUAGE_TAG.test(each))) {
    say(place, 'text', {
      ko: `이름과 설명은 글 하나, 또는 언어별 글({"ko": …, "en": …})이며 ${longest}자까지 적을 수 있습니다.`,
      en: `Names and descriptions are one text, or one a language ({"ko": …, "en": …}), of at most ${longest} characters.`,
    });
    return undefined;
  }
  if (typeof raw === 'string') return raw;
  const filled = Object.entries(raw as Record<string, string>).filter(([, text]) => text !== '');
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/;

/** As much of a wrong value as a sentence can carry. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
