import { type Data, type ModelEvent, valueInEvent } from './model-event.ts';
import type { Aggregate } from './model-flow.ts';

const LISTED = 100;

/** The aggregates by name. `events` come in order of (time, order of processing). */
export function aggregate(aggregates: Aggregate[], events: ModelEvent[]): Data {
  return Object.fromEntries(aggregates.map((one) => [one.name, aggregateOf(one, events)]));
}

function aggregateOf({ function: name, field }: Aggregate, events: ModelEvent[]): unknown {
  if (field === undefined) return events.length;
  const values = events
    .map((event) => valueInEvent(event, field))
    .filter((value) => value !== undefined && value !== null);
  const numbers = values.filter((value) => typeof value === 'number');
  const sum = numbers.reduce((total, number) => total + number, 0);
  switch (name) {
    case 'count':
      return values.length;
    case 'sum':
      return sum;
    case 'avg':
      return numbers.length > 0 ? sum / numbers.length : null;
    case 'min':
      return numbers.length > 0 ? Math.min(...numbers) : null;
    case 'max':
      return numbers.length > 0 ? Math.max(...numbers) : null;
    case 'first':
      return values.at(0) ?? null;
    case 'last':
      return values.at(-1) ?? null;
    case 'distinct':
      // JSON keeps 5 and "5" apart
      return new Set(values.map((value) => JSON.stringify(value))).size;
    case 'list':
      return values.slice(-LISTED);
  }
}
