/** What is known of the types of events that came, from looking at them. Bounded, whatever comes. */

import { checkTypeName } from '../../flows/catalogue/check-type-name.ts';
import {
  emptyProfile,
  type FieldProfile,
  indexOf,
  observe,
  type SeenField,
} from '../../flows/catalogue/infer/field-profile.ts';
import { isDeeperThan } from '../../flows/format/limits.ts';
import { isRow } from '../../nodes/kit/lenient.ts';

export const SEEN_LIMITS = {
  types: 500,
  /** Characters of an event that is kept as a sample. */
  sample: 16 * 1024,
  /** Of one type, the newest. */
  samples: 3,
  /** Characters of all samples together. */
  allSamples: 8 * 1024 * 1024,
  /** A longer event is not looked into. */
  line: 256 * 1024,
} as const;

/** An event whose parts lie deeper in each other is counted, and not looked into: to write it as JSON may be impossible. */
const DEPTH = 100;
/** Of a type, so many events are looked into at first, and then each tenth. */
const AT_FIRST = 200;
const EACH = 10;
const MINUTE = 60_000;

export interface SeenType {
  readonly type: string;
  count: number;
  /** Epoch ms. */
  readonly firstSeen: number;
  lastSeen: number;
  readonly profile: FieldProfile;
  /** JSON texts, the newest last. */
  readonly samples: string[];
  /** Events of the minute that `lastSeen` is in, and of the one before. */
  minute: { at: number; now: number; before: number };
}

interface Entry {
  readonly seen: SeenType;
  readonly index: Map<string, SeenField>;
}

const decoder = new TextDecoder();
const LF = 10;

export class SeenTypes {
  /** Grows with each new type and each new field. */
  shape = 0;
  private readonly entries = new Map<string, Entry>();
  private sampleSize = 0;

  constructor(known: readonly SeenType[] = []) {
    for (const seen of known.slice(0, SEEN_LIMITS.types)) {
      this.entries.set(seen.type, { seen, index: indexOf(seen.profile) });
      for (const sample of seen.samples) this.sampleSize += sample.length;
    }
  }

  list(): SeenType[] {
    return [...this.entries.values()].map(({ seen }) => seen);
  }

  get(type: string): SeenType | undefined {
    return this.entries.get(type)?.seen;
  }

  /** Yields after each event, so that the caller can end, or let others have their turn. */
  *look(block: Uint8Array, now: number): Generator<void> {
    for (let at = 0; at < block.length; ) {
      const found = block.indexOf(LF, at);
      const end = found < 0 ? block.length : found;
      if (end > at && end - at <= SEEN_LIMITS.line) this.lookAt(decoder.decode(block.subarray(at, end)), now);
      at = end + 1;
      yield;
    }
  }

  private lookAt(line: string, now: number): void {
    let event: unknown;
    try {
      event = JSON.parse(line);
    } catch {
      return;
    }
    // What was refused stands in the journal too.
    if (!isRow(event) || !isFilled(event.id) || !isFilled(event.source) || !isFilled(event.type)) return;
    if (event.data !== undefined && !isRow(event.data)) return;
    const entry = this.entryOf(event.type, now);
    if (!entry) return;
    const { seen, index } = entry;
    seen.count++;
    seen.lastSeen = Math.max(seen.lastSeen, now);
    countMinute(seen, now);
    if (seen.count > AT_FIRST && seen.count % EACH !== 0) return;
    if (isDeeperThan(event, DEPTH)) return;
    const fields = seen.profile.fields.length;
    observe(seen.profile, event.data ?? {}, index);
    if (seen.profile.fields.length > fields) this.shape++;
    this.keepSample(seen, line.trim());
  }

  private entryOf(type: string, now: number): Entry | undefined {
    const known = this.entries.get(type);
    if (known) return known;
    if (checkTypeName(type)) return undefined;
    if (this.entries.size >= SEEN_LIMITS.types && !this.forgetOne()) return undefined;
    const seen: SeenType = {
      type,
      count: 0,
      firstSeen: now,
      lastSeen: now,
      profile: emptyProfile(),
      samples: [],
      minute: { at: Math.floor(now / MINUTE), now: 0, before: 0 },
    };
    const entry = { seen, index: new Map() };
    this.entries.set(type, entry);
    this.shape++;
    return entry;
  }

  /** One that came once only, longest ago: a flood of made-up names pushes out none that means something. */
  private forgetOne(): boolean {
    let oldest: SeenType | undefined;
    for (const { seen } of this.entries.values())
      if (seen.count <= 1 && (!oldest || seen.lastSeen < oldest.lastSeen)) oldest = seen;
    if (!oldest) return false;
    this.entries.delete(oldest.type);
    for (const sample of oldest.samples) this.sampleSize -= sample.length;
    return true;
  }

  private keepSample(seen: SeenType, text: string): void {
    if (text.length > SEEN_LIMITS.sample) return;
    if (seen.samples.length >= SEEN_LIMITS.samples) this.sampleSize -= seen.samples.shift()?.length ?? 0;
    if (this.sampleSize + text.length > SEEN_LIMITS.allSamples) return;
    seen.samples.push(text);
    this.sampleSize += text.length;
  }
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function countMinute(seen: SeenType, now: number): void {
  const at = Math.floor(now / MINUTE);
  const { minute } = seen;
  if (at === minute.at) minute.now++;
  else if (at > minute.at) seen.minute = { at, now: 1, before: at === minute.at + 1 ? minute.now : 0 };
}

/** Events in the last 60 seconds, about: of the minute before, the part of it that they reach into. */
export function perMinute({ minute }: SeenType, now: number): number {
  const at = Math.floor(now / MINUTE);
  const left = 1 - (now % MINUTE) / MINUTE;
  if (at === minute.at) return minute.now + Math.round(minute.before * left);
  return at === minute.at + 1 ? Math.round(minute.now * left) : 0;
}
