/** Event types from a text that somebody pastes: one event, a list, or one a line; whole CloudEvents, or their data. */
import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import { isRow, type Row } from '../../../nodes/kit/lenient.ts';
import type { Text } from '../../../nodes/kit/text.ts';
import { isDeeperThan } from '../../format/limits.ts';
import { parseJsonText } from '../parse-json-text.ts';
import { emptyProfile, type FieldProfile, fieldsOf, indexOf, observe } from './field-profile.ts';
import { nameFields } from './name-field.ts';

export interface SampledType {
  /** Its name is '' where the events were bare data: nobody said what they are. */
  readonly info: EventTypeInfo;
  readonly events: number;
}

export type ReadSample =
  | { readonly types: readonly SampledType[]; readonly skipped: number }
  | { readonly problem: Text };

/** Events that are looked at. */
const MOST = 5_000;
const MOST_TYPES = 100;
const DEPTH = 60;

/** @param known types whose fields have names, which are taken for fields that are called alike */
export function readSample(text: string, known: readonly EventTypeInfo[] = []): ReadSample {
  const parsed = parseJsonText(text, 'lines');
  if ('problem' in parsed) return parsed;
  const events = (
    parsed.values.length === 1 && Array.isArray(parsed.values[0]) ? parsed.values[0] : parsed.values
  ) as readonly unknown[];
  const profiles = new Map<string, FieldProfile>();
  let skipped = Math.max(0, events.length - MOST);
  for (const event of events.slice(0, MOST)) {
    const sample = isRow(event) && !isDeeperThan(event, DEPTH) ? sampleOf(event) : undefined;
    const isRoom = sample && (profiles.has(sample.type) || profiles.size < MOST_TYPES);
    if (!sample || !isRoom) {
      skipped++;
      continue;
    }
    const profile = profiles.get(sample.type) ?? emptyProfile();
    profiles.set(sample.type, profile);
    observe(profile, sample.data, indexOf(profile));
  }
  if (profiles.size === 0) return { problem: NO_EVENT };
  const types = [...profiles].map(([type, profile]) => ({
    info: { type, name: type, fields: nameFields(fieldsOf(profile), known) },
    events: profile.events,
  }));
  return { types, skipped };
}

/** A CloudEvent has a type, and something else that only an envelope has; the rest is data. */
export function sampleOf(event: Row): { type: string; data: Row } {
  const { type, data } = event;
  const isEnvelope =
    typeof type === 'string' &&
    type !== '' &&
    (isRow(data) ||
      typeof event.specversion === 'string' ||
      (typeof event.source === 'string' && typeof event.id === 'string'));
  return isEnvelope ? { type, data: isRow(data) ? data : {} } : { type: '', data: event };
}

const NO_EVENT: Text = {
  ko: '이벤트를 찾지 못했습니다. 이벤트 하나({ … }), 목록([ … ]), 또는 한 줄에 하나씩 붙여넣으세요.',
  en: 'There is no event in it. Paste one ({ … }), a list ([ … ]), or one a line.',
};
