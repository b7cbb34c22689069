import fc from 'fast-check';
import { expect, it } from 'vitest';
import { JsonWriter, type LineRooms } from '../kernel/json-writer.ts';
import * as layout from '../kernel/row-layout.ts';
import { LINE_ROOMS, RowMemory } from '../kernel/row-memory.ts';
import { FeedCounts, newControl } from './feed-counts.ts';
import { HandedLines, LineDrain, LinesNotWritten, OTHER_FAULT, type WriteBytes } from './line-feed.ts';
import { instantiate, wasmModule } from './wasm-scanner.ts';

const INPUT = layout.LARGEST_EVENT;

/** Both ends, in one thread. @param lag how many rooms may wait: there must be one left to fill, and one for the next */
function ends(write: WriteBytes, lag = 0) {
  const memory = new RowMemory({ wasm: true, hasLineRooms: true, inputBytes: INPUT });
  for (let i = 0; i < INPUT; i++) memory.bytes[memory.input + i] = 32 + (i % 90);
  const control = newControl();
  const lines = new HandedLines(control, memory);
  const { gather } = instantiate(wasmModule(), memory.wasm!, layout.HEADER);
  const rooms = Array.from({ length: LINE_ROOMS }, (_, i) => memory.lineRoom(i));
  const gathering = { memory: memory.wasm!, header: layout.HEADER, gather };
  const feed = { rooms, gathered: memory.gathered };
  const drain = new LineDrain(new FeedCounts(control), feed, gathering, write);
  let behind = 0;
  const draining: LineRooms = {
    get room() {
      return lines.room;
    },
    handOver(pieces) {
      lines.handOver(pieces);
      if (++behind <= lag) return;
      behind = 0;
      drain.drain();
    },
  };
  const out = new JsonWriter(memory, () => expect.unreachable(), memory.output, draining);
  return { memory, lines, drain, out };
}

type Step = (out: JsonWriter, memory: RowMemory) => void;

const length = fc.oneof(fc.nat(40), fc.nat(3000), fc.nat(INPUT - 1));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.nat(INPUT - 1), length).map<Step>(([from, size]) => (out, { input }) => {
    out.copy(input + from, input + Math.min(from + size, INPUT));
  }),
  // What does not stay: another event is put there next.
  fc.tuple(fc.nat(255), fc.nat(20_000)).map<Step>(([byte, size]) => (out, { bytes, aside }) => {
    bytes.fill(byte, aside, aside + size);
    out.copy(aside, aside + size);
  }),
  length.map<Step>((size) => (out) => out.bytesOf(new Uint8Array(size).fill(97))),
  length.map<Step>((size) => (out, memory) => out.kept(memory.keep(new Uint8Array(size).fill(98)))),
  fc
    .oneof(
      fc.string(),
      length.map((size) => '가'.repeat(size)),
    )
    .map<Step>((text) => (out) => out.text(text)),
  fc.double().map<Step>((value) => (out) => out.value(value)),
  fc.nat(4e12).map<Step>((time) => (out) => out.time(time)),
  fc.nat(255).map<Step>((byte) => (out) => out.byte(byte)),
  // So many pieces that a room has none left.
  fc.nat(20_000).map<Step>((times) => (out, { input }) => {
    for (let i = 0; i < times; i++) out.copy(input + i, input + i + 13 + (i % 9));
  }),
  fc.constant<Step>((out) => out.flush()),
);

function written(run: (write: WriteBytes) => void): Buffer {
  const parts: Uint8Array[] = [];
  run((bytes) => parts.push(bytes.slice()));
  return Buffer.concat(parts);
}

it('are the bytes that are written without another thread', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.nat(LINE_ROOMS - 2), (steps, lag) => {
      const apart = written((write) => {
        const { out, memory, drain } = ends(write, lag);
        for (const each of steps) each(out, memory);
        out.flush();
        drain.drain();
      });
      const here = written((write) => {
        const { memory } = ends(write);
        const out = new JsonWriter(memory, write);
        for (const each of steps) each(out, memory);
        out.flush();
      });
      expect(apart.equals(here)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it.each([
  ['the number that the system has for it', Object.assign(new Error('full'), { errno: -28 }), -28],
  ['that there is none', new Error('other'), OTHER_FAULT],
])('tell why they could not be written: %s', (_, error, fault) => {
  let calls = 0;
  const { out, drain, lines } = ends(() => {
    calls++;
    throw error;
  });
  out.text('found');
  out.flush();
  // More than there are rooms: nobody waits for what was given up.
  const more = () => {
    for (let i = 0; i < 2 * LINE_ROOMS; i++) {
      out.text('more');
      out.flush();
    }
  };
  expect(more).toThrow(LinesNotWritten);
  drain.drain();
  expect(lines.isThrough(0)).toBe(true);
  expect(calls).toBe(1);
  try {
    lines.expectWritten();
    expect.unreachable();
  } catch (thrown) {
    expect((thrown as LinesNotWritten).fault).toBe(fault);
  }
});

it('are all written before the end is told', () => {
  const text = written((write) => {
    const { out, lines, drain } = ends(write, LINE_ROOMS);
    for (let i = 0; i < LINE_ROOMS - 1; i++) {
      out.number(i);
      out.flush();
    }
    expect(lines.isThrough(0)).toBe(false);
    lines.close(1);
    drain.drainToEnd();
    expect(lines.isThrough(0)).toBe(true);
  }).toString();
  expect(text).toBe('0123456');
});
