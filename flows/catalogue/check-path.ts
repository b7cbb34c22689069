/** Field paths (SPEC §1: `store.city`, inside `data`, not into lists): each by itself, and as they stand together. */

import { type FieldInfo, FORBIDDEN_NAMES } from '../../nodes/kit/field.ts';
import { korean } from '../../nodes/kit/korean.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { CATALOGUE_LIMITS as LIMITS } from './catalogue-limits.ts';
import { UNREADABLE } from './check-type-name.ts';

/** What is wrong with a path, or nothing. */
export function checkPath(path: string): Text | undefined {
  const shown = path.length > 60 ? `${path.slice(0, 60)}…` : path;
  if (path === '')
    return {
      ko: '항목의 경로를 적으세요. 예: amount, store.city',
      en: 'Give the field a path, such as amount or store.city.',
    };
  const names = path.split('.');
  if (path.length > LIMITS.path || names.length > LIMITS.depth)
    return {
      ko: korean`항목 경로 ‘${shown}’이(가) 너무 깁니다. ${LIMITS.path}자, ${LIMITS.depth}단계까지 쓸 수 있습니다.`,
      en: `The field path “${shown}” is too long: at most ${LIMITS.path} characters and ${LIMITS.depth} levels.`,
    };
  if (path.startsWith('$'))
    return {
      ko: korean`‘${shown}’은(는) $로 시작합니다. $time처럼 $로 시작하는 이름은 이벤트 자체의 항목이라 여기에 적지 않습니다.`,
      en: `“${shown}” begins with $. Names such as $time belong to the event itself and are not listed here.`,
    };
  if (names.some((name) => name === '' || name !== name.trim() || UNREADABLE.test(name)))
    return {
      ko: `항목 경로 ‘${shown}’에 빈 이름이나 빈칸, 보이지 않는 글자가 있습니다. 이름을 점(.)으로 이어 적으세요.`,
      en: `The field path “${shown}” has an empty name, a space at an end or a character that cannot be seen. Join names by dots.`,
    };
  const forbidden = names.find((name) => FORBIDDEN_NAMES.includes(name));
  if (forbidden !== undefined)
    return {
      ko: korean`‘${forbidden}’은(는) 항목 이름으로 쓸 수 없습니다.`,
      en: `“${forbidden}” cannot be the name of a field.`,
    };
  return undefined;
}

/** Paths that are wrong, that stand there twice, or that lie inside of what holds nothing. */
export function placeFaults(fields: readonly FieldInfo[]): { index: number; message: Text }[] {
  const faults: { index: number; message: Text }[] = [];
  const byPath = new Map<string, FieldInfo>();
  for (const [index, field] of fields.entries()) {
    const { path } = field;
    const message = checkPath(path) ?? (byPath.has(path) ? twice(path) : undefined);
    if (message) faults.push({ index, message });
    else byPath.set(path, field);
  }
  for (const [index, { path }] of fields.entries()) {
    const around = holderOf(path, byPath);
    if (around) faults.push({ index, message: insidePlain(path, around.path) });
  }
  return faults;
}

/** The listed field that lies around a path although it is no object. */
function holderOf(path: string, byPath: ReadonlyMap<string, FieldInfo>): FieldInfo | undefined {
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const around = byPath.get(path.slice(0, dot));
    if (around && around.type !== 'object' && around.type !== 'unknown') return around;
  }
  return undefined;
}

const twice = (path: string): Text => ({
  ko: korean`항목 ‘${path.slice(0, 60)}’이(가) 두 번 있습니다. 하나를 지우거나 이름을 바꾸세요.`,
  en: `The field “${path.slice(0, 60)}” is there twice. Remove one, or rename it.`,
});

const insidePlain = (path: string, around: string): Text => ({
  ko: korean`‘${path.slice(0, 60)}’은(는) ‘${around.slice(0, 60)}’ 안의 항목인데, ‘${around.slice(0, 60)}’의 형식이 묶음(object)이 아닙니다.`,
  en: `“${path.slice(0, 60)}” lies inside “${around.slice(0, 60)}”, whose type is not an object.`,
});
