/** Reaching into values, so that nothing but what the event holds is found: no prototypes, no methods. */
import { fail, quoted } from './expression-error.ts';
import { isMap, kindOf, Timestamp } from './expression-values.ts';

export function membersOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isMap(value)) return Object.keys(value);
  const kind = kindOf(value);
  return fail(`필요한 값: 목록, 들어온 값: ${kind.ko}.`, `A list is needed here, but this is ${kind.en}.`);
}

/** The event's time is a time here, so that its hour can be asked for. */
export function momentAt(path: string, value: unknown): unknown {
  return path === '$time' && typeof value === 'number' ? new Timestamp(value) : value;
}

export function present(value: unknown, path: string): unknown {
  if (value !== undefined) return value;
  return fail(`‘${path}’ 항목이 이벤트에 없습니다.`, `The event has no field “${path}”.`);
}

export function member(target: unknown, name: string): unknown {
  if (isMap(target) && Object.hasOwn(target, name)) return present(target[name], name);
  const kind = kindOf(target);
  return fail(`${quoted(name)} 항목이 없습니다(${kind.ko}).`, `There is no ${quoted(name)} in ${kind.en}.`);
}

export function element(target: unknown, key: unknown): unknown {
  if (!Array.isArray(target))
    return typeof key === 'string' ? member(target, key) : member(target, String(key));
  if (typeof key !== 'number' || !Number.isInteger(key) || key < 0 || key >= target.length)
    return fail('목록에 그런 차례가 없습니다.', 'The list has no such place.');
  return target[key];
}

export function keyOf(key: unknown): string {
  if (typeof key !== 'string')
    return fail('묶음의 이름은 글자여야 합니다.', 'The names in a map must be text.');
  if (key === '__proto__') return fail('쓸 수 없는 이름입니다.', "This name can't be used.");
  return key;
}

export function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const kind = kindOf(value);
  return fail(
    `필요한 값: 참/거짓, 들어온 값: ${kind.ko}.`,
    `True or false is needed here, but this is ${kind.en}.`,
  );
}
