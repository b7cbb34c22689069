/** What the fields of some data are called. */
import type { Surroundings } from '../../../nodes/kit/define-node.ts';
import { type FieldInfo, lastName } from '../../../nodes/kit/field.ts';
import { localize } from '../../../nodes/kit/text.ts';
import { pathsOf } from '../../live/readable.ts';

type Owner = ReadonlyMap<string, FieldInfo>;

/**
 * Fields that lie together come from one event type or table, which is the one that knows the most of them. What that one
 * does not know is called as the others call it, where they agree.
 */
export function fieldNames(
  data: Readonly<Record<string, unknown>>,
  { eventTypes = [], tables = [] }: Surroundings,
): FieldInfo[] {
  const owners = [...eventTypes.map(({ fields }) => fields), ...tables.map(({ columns }) => columns)].map(
    (infos): Owner => new Map(infos.map((info) => [info.path, info])),
  );
  const paths = pathsOf(data);
  const byPlace = new Map<string, Owner | undefined>();
  return paths.flatMap((path) => {
    const place = placeOf(path);
    if (!byPlace.has(place)) byPlace.set(place, ownerOf(paths, place, owners));
    const info = infoIn(byPlace.get(place), path) ?? agreed(owners, path);
    return info ? [{ ...info, path }] : [];
  });
}

const placeOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('.')));

/** A field of an object may be known as such, or the object is a row or an event of its own. */
function infoIn(owner: Owner | undefined, path: string): FieldInfo | undefined {
  return owner?.get(path) ?? owner?.get(lastName(path));
}

function ownerOf(paths: readonly string[], place: string, owners: readonly Owner[]): Owner | undefined {
  const together = paths.filter((path) => placeOf(path) === place);
  let best: { readonly owner?: Owner; readonly known: number } = { known: 0 };
  for (const owner of owners) {
    const known = together.filter((path) => infoIn(owner, path)).length;
    if (known > best.known) best = { owner, known };
  }
  // One name alone may be anybody's.
  return best.known > 1 ? best.owner : undefined;
}

function agreed(owners: readonly Owner[], path: string): FieldInfo | undefined {
  const found = owners.flatMap((owner) => infoIn(owner, path) ?? []);
  const labels = new Set(found.map(({ label }) => localize(label, 'en')));
  return labels.size === 1 ? found[0] : undefined;
}
