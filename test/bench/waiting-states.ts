/**
 * Flows that wait with something for each customer, and the events with which a customer begins to be waited for. The
 * events are made by number, so that no file of them is needed.
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import w4Absence from './flows/w4-absence.json';

export interface WaitingState {
  readonly flow: FlowFile;
  /** The type of the event with which the waiting begins. */
  readonly begins: string;
  /** The type of the event that ends it, where there is one. */
  readonly ends: string;
}

const QUOTE = 'insurance.quote.requested';
const INQUIRY = 'insurance.inquiry.received';

const absence: WaitingState = { flow: w4Absence as unknown as FlowFile, begins: QUOTE, ends: INQUIRY };

const COUNT = { name: 'n', function: 'count' };
/** Values of all that a customer's events have, as the functions keep them that look at any value. */
const VALUES = [
  COUNT,
  { name: 'first', function: 'first', field: '$id' },
  { name: 'last', function: 'last', field: 'premium' },
  { name: 'list', function: 'list', field: '$id' },
  { name: 'different', function: 'distinct', field: 'product' },
];

/** A window over quotes, with a count, from which nothing comes while the measurement lasts. */
function window(shape: object, aggregates: readonly object[] = [COUNT]): WaitingState {
  const data = {
    key: ['customerId'],
    window: shape,
    aggregates,
    having: { combinator: 'and', rules: [{ field: 'n', operator: '>=', value: 1e9 }] },
    emit: 'every',
  };
  return { flow: quotesInto('window', data, 'out'), begins: QUOTE, ends: QUOTE };
}

/** A throttle that lets each customer's first quote pass. */
const throttle: WaitingState = {
  flow: quotesInto('throttle', { key: ['customerId'], per: 'P7D' }, 'held'),
  begins: QUOTE,
  ends: QUOTE,
};

function quotesInto(kind: string, data: object, handle: string): FlowFile {
  const node = (id: string, type: string, settings: object) => ({
    id,
    type,
    position: { x: 0, y: 0 },
    data: settings,
  });
  const edge = (source: string, target: string, sourceHandle = 'out') => ({
    id: source,
    source,
    target,
    sourceHandle,
  });
  return {
    id: 'waiting',
    nodes: [
      node('quotes', 'event-source', { eventType: QUOTE }),
      node(kind, kind, data),
      node('found', 'action', { channel: 'log', params: {} }),
    ],
    edges: [edge('quotes', kind), edge(kind, 'found', handle)],
  } as unknown as FlowFile;
}

export const waitingStates = {
  absence,
  rolling: window({ kind: 'rolling', size: 'P7D' }),
  count: window({ kind: 'count', size: 5 }),
  tumbling: window({ kind: 'tumbling', size: 'P7D' }),
  session: window({ kind: 'session', gap: 'P1D' }),
  tumblingValues: window({ kind: 'tumbling', size: 'P7D' }, VALUES),
  sessionValues: window({ kind: 'session', gap: 'P1D' }, VALUES),
  rollingValues: window({ kind: 'rolling', size: 'P7D' }, VALUES),
  throttle,
} satisfies Record<string, WaitingState>;

export type WaitingKind = keyof typeof waitingStates;

/** Thursday, the first day of a tumbling window of seven: all that is measured fits into it. */
const START = Date.UTC(2026, 2, 5);
/** Milliseconds between two events, so that five million come within a day. */
const STEP = 16;

/** Bytes of each event's line, its end included. */
export const LINE = 174;
/** Bytes of a key's text. */
export const KEY = 8;

const digits = (value: number, length: number) => String(value).padStart(length, '0');

/** The line of an event; all are equally long. */
export function eventLine(type: string, number: number, customer: number): string {
  const time = new Date(START + number * STEP).toISOString();
  const data = `{"customerId":"C${digits(customer, KEY - 1)}","product":"auto","premium":820000}`;
  const event = `{"id":"e${digits(number, 8)}","source":"/bench","type":"${type}","time":"${time}","data":${data}}`;
  return `${event.padEnd(LINE - 1)}\n`;
}
