import { describe, expect, it } from 'vitest';
import {
  beginPart,
  openPart,
  StateBytes,
  StateCopy,
  StateFault,
  StateMeter,
  type StateWriter,
} from './state.ts';

const MEGABYTE = 1 << 20;

const bytesOf = (copy: StateCopy) => Buffer.concat([...copy.pieces()]);

function writeAll(out: StateWriter): void {
  beginPart(out, 'things', 2);
  out.number(Number.NEGATIVE_INFINITY);
  out.number(Number.NaN);
  out.number(-0);
  out.json({ text: '한글 \ud800 "x"', list: [1, null] });
  out.array(new Float64Array([1.5, 2, 3]), 2);
  out.array(new Int32Array([-1, 2, 3]), 3);
  out.array(new Uint32Array([2 ** 32 - 1]), 1);
  out.array(new Uint8Array([1, 2, 3, 4, 5]), 5);
  out.array(new Int8Array([-1, -2, 0]), 2);
  out.array(new Float64Array(0), 0);
  out.frozen(new Uint8Array([7, 8, 9]), 2);
}

describe('a copy of state', () => {
  it('gives back what was written', () => {
    const copy = new StateCopy();
    writeAll(copy);
    const from = new StateBytes(bytesOf(copy));
    expect(openPart(from, 'things', 3)).toBe(2);
    expect(from.number()).toBe(Number.NEGATIVE_INFINITY);
    expect(from.number()).toBeNaN();
    expect(from.number()).toBe(-0);
    expect(from.json()).toEqual({ text: '한글 \ud800 "x"', list: [1, null] });
    expect(from.float64()).toEqual(new Float64Array([1.5, 2]));
    expect(from.int32()).toEqual(new Int32Array([-1, 2, 3]));
    expect(from.uint32()).toEqual(new Uint32Array([2 ** 32 - 1]));
    expect(from.uint8()).toEqual(new Uint8Array([1, 2, 3, 4, 5]));
    expect(from.int8()).toEqual(new Int8Array([-1, -2]));
    expect(from.float64()).toEqual(new Float64Array(0));
    expect(from.uint8()).toEqual(new Uint8Array([7, 8]));
    expect(from.isAtEnd).toBe(true);
    expect(() => from.number()).toThrow(StateFault);
  });

  it('goes over many chunks, with what is frozen between', () => {
    const copy = new StateCopy(9 * MEGABYTE);
    const values = Float64Array.from({ length: 1_500_000 }, (_, i) => i * 0.5);
    const frozen = Uint8Array.from({ length: 100_003 }, (_, i) => i);
    let done = 0;
    copy.array(values, values.length);
    copy.frozen(frozen, frozen.length, () => done++);
    copy.array(values, 3);
    const pieces = [...copy.pieces()];
    expect(pieces.some(({ buffer }) => buffer === frozen.buffer)).toBe(true);
    expect(done).toBe(1);
    const from = new StateBytes(Buffer.concat(pieces));
    // Vitest goes through large arrays one by one.
    expect(Buffer.compare(Buffer.from(from.float64().buffer), Buffer.from(values.buffer))).toBe(0);
    expect(Buffer.compare(from.uint8(), frozen)).toBe(0);
    expect(from.float64()).toEqual(values.subarray(0, 3));
    expect(from.isAtEnd).toBe(true);
  });

  it('copies now what may change later', () => {
    const copy = new StateCopy();
    const values = new Int32Array([1, 2]);
    copy.array(values, 2);
    values.fill(9);
    expect(new StateBytes(bytesOf(copy)).int32()).toEqual(new Int32Array([1, 2]));
  });

  it('gives what is frozen back when nobody goes on reading', () => {
    const copy = new StateCopy();
    let done = 0;
    copy.frozen(new Uint8Array(200_000), 200_000, () => done++);
    for (const _ of copy.pieces()) break;
    expect(done).toBe(1);
  });

  it('makes its memory a megabyte at a time', () => {
    const copy = new StateCopy(4.5 * MEGABYTE);
    let touches = 1;
    while (copy.touchNext()) touches++;
    expect(touches).toBe(5);
    expect(copy.touchNext()).toBe(false);
    expect(new StateCopy().touchNext()).toBe(false);
  });

  it('is no larger than was measured', () => {
    const copy = new StateCopy();
    const meter = new StateMeter();
    writeAll(copy);
    writeAll(meter);
    expect(copy.size).toBeLessThanOrEqual(meter.bytes);
  });
});

describe('reading state', () => {
  it('refuses what is cut short, wherever', () => {
    const copy = new StateCopy();
    copy.array(new Float64Array(3), 3);
    const bytes = bytesOf(copy);
    for (let length = 0; length < bytes.length; length++)
      expect(() => new StateBytes(bytes.subarray(0, length)).float64(), `${length}`).toThrow(StateFault);
  });

  it('refuses another type than was written, and a length beyond the end', () => {
    const copy = new StateCopy();
    copy.number(1);
    const bytes = bytesOf(copy);
    expect(() => new StateBytes(bytes).json()).toThrow(StateFault);
    expect(() => new StateBytes(bytes).float64()).toThrow(StateFault);
    bytes.writeUInt32LE(2 ** 32 - 1, 4);
    expect(() => new StateBytes(bytes).number()).toThrow(StateFault);
  });

  it('refuses another part and a newer layout with a sentence', () => {
    const copy = new StateCopy();
    beginPart(copy, 'runs', 3);
    const bytes = bytesOf(copy);
    expect(() => openPart(new StateBytes(bytes), 'keys', 3)).toThrow(/'keys'/);
    expect(() => openPart(new StateBytes(bytes), 'runs', 2)).toThrow(/layout 3/);
    expect(openPart(new StateBytes(bytes), 'runs', 3)).toBe(3);
  });
});
