/**
 * The nearest of many places: rows sorted by latitude, looked at outwards from the event's own. A degree of latitude is
 * a fixed distance, so the search ends as soon as no place farther north or south can be nearer than the best.
 */

/** Mean radius of the Earth in metres (IUGG). */
const RADIUS = 6_371_008.8;
const METRES_PER_DEGREE = (Math.PI / 180) * RADIUS;
/** The haversine of very near places may fall short of their distance in latitude by its last digits. */
const ROUNDING = 1e-6;

/** Great-circle distance by the haversine formula (R. W. Sinnott, "Virtues of the Haversine", 1984). */
export function distanceInMetres(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const fromLat = inRadians(lat1);
  const toLat = inRadians(lat2);
  const halfLat = Math.sin((toLat - fromLat) / 2);
  const halfLon = Math.sin((inRadians(lon2) - inRadians(lon1)) / 2);
  const h = halfLat * halfLat + Math.cos(fromLat) * Math.cos(toLat) * halfLon * halfLon;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

function inRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

export interface NearIndex<Row> {
  /** The nearest fitting row at most `within` metres away; of equally near ones the first of the table. */
  nearest(lat: number, lon: number, within: number, fits: (row: Row) => boolean): Row | undefined;
}

export function nearIndex<Row extends Readonly<Record<string, unknown>>>(
  table: readonly Row[],
  latColumn: string,
  lonColumn: string,
): NearIndex<Row> {
  const places = table
    .map((row, order) => ({ row, order, lat: row[latColumn], lon: row[lonColumn] }))
    .filter(
      (place): place is { row: Row; order: number; lat: number; lon: number } =>
        typeof place.lat === 'number' && typeof place.lon === 'number',
    )
    .sort((a, b) => a.lat - b.lat);
  return {
    nearest(lat, lon, within, fits) {
      let best: Row | undefined;
      let bestOrder = 0;
      let least = within;
      const look = (place: (typeof places)[number]): void => {
        const distance = distanceInMetres(lat, lon, place.lat, place.lon);
        if (distance > least || (best && distance === least && place.order > bestOrder)) return;
        if (!fits(place.row)) return;
        best = place.row;
        bestOrder = place.order;
        least = distance;
      };
      const reachable = (place: (typeof places)[number]) =>
        Math.abs(place.lat - lat) * METRES_PER_DEGREE <= least + ROUNDING;
      const middle = firstAtOrAbove(places, lat);
      for (let up = middle; up < places.length && reachable(places[up]); up++) look(places[up]);
      for (let down = middle - 1; down >= 0 && reachable(places[down]); down--) look(places[down]);
      return best;
    },
  };
}

function firstAtOrAbove(places: readonly { readonly lat: number }[], lat: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle].lat < lat) low = middle + 1;
    else high = middle;
  }
  return low;
}
