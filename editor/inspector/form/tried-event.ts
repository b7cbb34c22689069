/**
 * The event that expressions and templates of a form are tried on: one of those that truly arrive, else one made of the
 * catalogue's examples. All inputs of a node's form show the same one.
 */
import { useMemo } from 'react';
import { create } from 'zustand';
import { type Language, localize } from '../../../nodes/kit/text.ts';
import type { TrialEvent } from '../../../runtime/wire/trial.ts';
import { useDocument } from '../../document/open-document.ts';
import { useFormats } from '../../i18n/format.ts';
import { exampleEvent } from '../../samples/example-event.ts';
import { arrivedAt } from '../../samples/samples.ts';
import type { ControlProps, FormScope } from './form-scope.ts';
import { offeredFields } from './offered-fields.ts';

export interface TriedEvent {
  readonly event: TrialEvent;
  /** Made of examples, since none has come. */
  readonly made: boolean;
  /** What people would call it: `거래 C0001, 09:12`. */
  readonly name: string;
  readonly index: number;
  readonly count: number;
  readonly step: (by: number) => void;
  /** IANA name of the flow's time zone. */
  readonly timezone: string;
}

interface Trying {
  readonly node: string;
  readonly index: number;
}

const useTrying = create<Trying>(() => ({ node: '', index: 0 }));

export function useTriedEvent({ field, row }: ControlProps, scope: FormScope): TriedEvent {
  const { config, context, language, samples } = scope;
  const timezone = useDocument(({ flow }) => flow?.timezone) ?? 'UTC';
  const formats = useFormats();
  const handle = field.of?.(config, row);
  const events = useMemo(() => arrivedAt(samples, handle), [samples, handle]);
  const trying = useTrying();
  const wanted = trying.node === context.nodeId ? trying.index : 0;
  const index = Math.min(wanted, Math.max(events.length - 1, 0));
  const made = events.length === 0;
  const fields = offeredFields(field, config, row, context);
  const event = made ? exampleEvent(fields, language) : events[index];
  return {
    event,
    made,
    name: made ? '' : nameOf(event, scope, language, minuteOf(formats.time(event.time, timezone))),
    index,
    count: events.length,
    step: (by) =>
      useTrying.setState({
        node: context.nodeId,
        index: (index + by + events.length) % Math.max(events.length, 1),
      }),
    timezone,
  };
}

function nameOf(event: TrialEvent, { context }: FormScope, language: Language, time: string): string {
  const type = context.surroundings.eventTypes?.find((each) => each.type === event.type);
  const about = event.subject ?? event.id;
  return `${[type && localize(type.name, language), about].filter(Boolean).join(' ')}, ${time}`;
}

/** @example minuteOf('09:12:40') // '09:12' */
function minuteOf(time: string): string {
  return time.replace(/^(\d\d:\d\d):\d\d$/, '$1');
}
