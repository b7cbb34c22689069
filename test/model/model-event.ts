/** An event as it goes through a flow, how its fields are found, and what its key and its causes are. */

export type Data = Record<string, unknown>;

/** A source event that stands behind another event. */
export interface Cause {
  id: string;
  time: number;
  arrival: number;
}

export interface ModelEvent {
  /** One for each event; kept when a node passes the event on, whatever is added to its data. */
  uid: number;
  id: string;
  source: string;
  type: string;
  time: number;
  subject?: string;
  data: Data;
  /** What a match reports as `key`. */
  key: null | string | string[];
  causes: Cause[];
}

export const CAUSES_KEPT = 100;

const OFFSET_TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** Epoch milliseconds of an RFC 3339 time, cut to whole milliseconds; undefined for anything else. */
export function parseTime(text: unknown): number | undefined {
  const found = typeof text === 'string' ? OFFSET_TIME.exec(text) : null;
  if (!found) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = ''] =
    found;
  const millis = fraction.slice(1, 4).padEnd(3, '0');
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}Z`;
  const utc = Date.parse(local);
  // Date.parse takes 24:00 and some days a month lacks: the round trip tells
  if (Number.isNaN(utc) || new Date(utc).toISOString() !== local) return undefined;
  if (zone === 'Z' || zone === 'z') return utc;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return undefined;
  const offset = (hours * 60 + minutes) * 60_000;
  return zone.startsWith('-') ? utc + offset : utc - offset;
}

export const formatTime = (time: number): string => new Date(time).toISOString();

const isObject = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The event of one line, or undefined where the line is refused. `arrival` numbers the events that are taken. */
export function parseEvent(line: string, arrival: number): ModelEvent | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(raw)) return undefined;
  const { id, source, type, specversion = '1.0', subject, data = {} } = raw;
  const time = parseTime(raw.time);
  if (!isName(id) || !isName(source) || !isName(type) || specversion !== '1.0') return undefined;
  if (time === undefined || !isObject(data)) return undefined;
  const event: ModelEvent = {
    uid: arrival,
    id,
    source,
    type,
    time,
    data,
    key: null,
    causes: [{ id, time, arrival }],
  };
  if (typeof subject === 'string') Object.assign(event, { subject, key: subject });
  return event;
}

/** The value inside `data` at a path of names; undefined where it is missing. Lists are not gone into. */
export function valueInData(data: Data, path: string): unknown {
  let value: unknown = data;
  for (const name of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** The value of a field path of an event: `$…` is the envelope, anything else lies in `data`. */
export function valueInEvent(event: ModelEvent, path: string): unknown {
  switch (path) {
    case '$time':
      return event.time;
    case '$type':
      return event.type;
    case '$source':
      return event.source;
    case '$id':
      return event.id;
    case '$subject':
      return event.subject;
    default:
      return valueInData(event.data, path);
  }
}

/** A value as keys and table columns compare it; undefined for what has no text: missing, null, lists, objects. */
export function keyText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The key of an event as texts, or undefined where one of its values is none. */
export function keyOf(event: ModelEvent, paths: string[]): string[] | undefined {
  const texts = paths.map((path) => keyText(valueInEvent(event, path)));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** `key` and `subject` of an event that a keyed node makes. */
export function keyEnvelope(key: string[]): Pick<ModelEvent, 'key' | 'subject'> {
  const [only] = key;
  if (only === undefined) return { key: null };
  return { key: key.length === 1 ? only : key, subject: key.join('|') };
}

/** The source events behind several events: each once, by (time, arrival), the newest where there are too many. */
export function joinCauses(events: ModelEvent[]): Cause[] {
  const byArrival = new Map<number, Cause>();
  for (const event of events) for (const cause of event.causes) byArrival.set(cause.arrival, cause);
  const causes = [...byArrival.values()].sort((a, b) => a.time - b.time || a.arrival - b.arrival);
  return causes.slice(-CAUSES_KEPT);
}
