/** An event made up of the examples that the catalogue has of each field, where no true one is at hand. */

import type { FieldInfo } from '../../nodes/kit/field.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import { type Language, localize } from '../../nodes/kit/text.ts';
import type { TrialEvent } from '../../runtime/wire/trial.ts';

const MOMENT = '2026-03-02T09:12:00+09:00';

export function exampleEvent(fields: readonly FieldInfo[], language: Language): TrialEvent {
  const data: Record<string, unknown> = {};
  // Shorter paths first, so that what lies inside an object goes into it.
  const own = fields.filter(({ path }) => !path.startsWith('$'));
  for (const info of [...own].sort((a, b) => a.path.length - b.path.length))
    put(data, info.path.split('.'), exampleOf(info, language));
  const subject = own.find((info) => info.type === 'string' && typeof info.example === 'string');
  return {
    id: 'example',
    type: 'example',
    source: '/example',
    time: MOMENT,
    ...(subject && { subject: String(subject.example) }),
    data,
  };
}

/** What a field may hold; undefined where nobody can say. */
function exampleOf(info: FieldInfo, language: Language): unknown {
  // A copy: what lies inside it is put in by its own path.
  if (info.example !== undefined) return structuredClone(info.example);
  if (info.values && info.values.length > 0) return info.values[0];
  switch (info.type) {
    case 'number':
      return 100;
    case 'boolean':
      return true;
    case 'time':
      return MOMENT;
    case 'list':
      return [];
    case 'string':
      return localize(info.label, language, info.path);
    default:
      return undefined;
  }
}

function put(data: Record<string, unknown>, [first, ...rest]: readonly string[], value: unknown): void {
  if (value === undefined || first === '__proto__') return;
  const known = Object.hasOwn(data, first) ? data[first] : undefined;
  if (rest.length === 0) data[first] = known ?? value;
  else if (known === undefined || isRow(known)) {
    const inside = { ...known };
    data[first] = inside;
    put(inside, rest, value);
  }
}
