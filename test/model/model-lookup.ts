import { holds } from './model-condition.ts';
import { type Data, keyText, type ModelEvent, valueInData, valueInEvent } from './model-event.ts';
import type { LookupConfig, Nearest, Tables } from './model-flow.ts';
import type { NodeContext, Receive } from './model-node.ts';
import { withData } from './model-pass.ts';

const EARTH_RADIUS = 6_371_008.8;

export function lookupNode(config: LookupConfig, context: NodeContext, tables: Tables): Receive {
  const rows = tables[config.table] ?? [];
  return (event) => {
    const row = config.nearest
      ? nearestRow(config.nearest, rows, event)
      : equalRow(config.on ?? [], rows, event);
    if (row) context.emit('found', withData(event, { [config.into]: row }));
    else context.emit('missing', event);
  };
}

function equalRow(on: NonNullable<LookupConfig['on']>, rows: Data[], event: ModelEvent): Data | undefined {
  return rows.find((row) =>
    on.every(({ field, column }) => {
      const wanted = keyText(valueInEvent(event, field));
      return wanted !== undefined && wanted === keyText(row[column]);
    }),
  );
}

function nearestRow(nearest: Nearest, rows: Data[], event: ModelEvent): Data | undefined {
  const { latColumn, lonColumn, within = Number.POSITIVE_INFINITY, where } = nearest;
  let best: { row: Data; distance: number } | undefined;
  for (const row of rows) {
    const from = [valueInEvent(event, nearest.lat), valueInEvent(event, nearest.lon)];
    const distance = greatCircle([...from, row[latColumn], row[lonColumn]]);
    if (distance === undefined || distance > within || (best && distance >= best.distance)) continue;
    const resolve = (path: string) =>
      path.startsWith('row.') ? valueInData(row, path.slice(4)) : valueInEvent(event, path);
    if (!where || holds(where, resolve)) best = { row, distance };
  }
  return best && { ...best.row, distance: best.distance };
}

/** Metres between two points given as latitude, longitude, latitude, longitude in degrees (haversine). */
function greatCircle(degrees: unknown[]): number | undefined {
  if (!degrees.every((value) => typeof value === 'number')) return undefined;
  const [lat1 = 0, lon1 = 0, lat2 = 0, lon2 = 0] = degrees.map((value) => (value * Math.PI) / 180);
  const a =
    Math.sin((lat2 - lat1) / 2) ** 2 +
    Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) * Math.sin((lon2 - lon1) / 2);
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(a)));
}
