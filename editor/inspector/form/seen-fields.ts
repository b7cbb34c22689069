/** Fields that events really have although nobody declared them, and what the known ones held last. */
import { typeOfValue } from '../../../flows/catalogue/infer/field-profile.ts';
import type { FieldInfo, FieldType } from '../../../nodes/kit/field.ts';
import { isRow } from '../../../nodes/kit/lenient.ts';
import { arrivedAt, type NodeSamples, valuesOf } from '../../samples/samples.ts';

/** A field as a form offers it. */
export interface OfferedField extends FieldInfo {
  /** Only events say that it is there. */
  readonly seen?: boolean;
  /** The newest value that really arrived. */
  readonly live?: unknown;
}

const MOST_FIELDS = 200;
const DEPTH = 4;
/** A field's name as a path can say it. */
const STEP = /^[^.\s$][^.]{0,63}$/;

export function withSeenFields(
  fields: readonly FieldInfo[],
  samples: NodeSamples,
  handle?: string,
): readonly OfferedField[] {
  const events = arrivedAt(samples, handle);
  if (events.length === 0) return fields;
  const known = fields.map((info): OfferedField => {
    const [live] = valuesOf(samples, info.path, handle, 1);
    return live === undefined ? info : { ...info, live };
  });
  const seen = new Map<string, FieldType>();
  const paths = new Set(fields.map((info) => info.path));
  for (const event of events) collect(event.data, '', 1, paths, seen);
  const added = [...seen].map(([path, type]): OfferedField => {
    const [live] = valuesOf(samples, path, handle, 1);
    return { path, type, seen: true, ...(live === undefined ? {} : { live }) };
  });
  // The envelope stays at the end.
  const envelope = known.findIndex((info) => info.path.startsWith('$'));
  return envelope < 0 ? [...known, ...added] : known.toSpliced(envelope, 0, ...added);
}

function collect(
  data: Readonly<Record<string, unknown>>,
  under: string,
  depth: number,
  known: ReadonlySet<string>,
  seen: Map<string, FieldType>,
): void {
  for (const [name, value] of Object.entries(data)) {
    if (seen.size >= MOST_FIELDS) return;
    if (!STEP.test(name)) continue;
    const path = under + name;
    // What lies in an object says more than the object.
    if (isRow(value) && depth < DEPTH && Object.keys(value).length > 0) {
      collect(value, `${path}.`, depth + 1, known, seen);
      continue;
    }
    if (known.has(path) || value === null) continue;
    const type = typeOfValue(value);
    const before = seen.get(path);
    seen.set(path, before === undefined || before === type ? type : 'unknown');
  }
}
