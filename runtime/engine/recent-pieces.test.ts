import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecentPieces } from './recent-pieces.ts';

const FROM = 100;

/** The places of bytes, byte by byte, as they come to lie: what is written over is gone. */
class EveryByte {
  private readonly places = new Map<number, number>();

  add(place: number, length: number, address: number): void {
    for (let i = 0; i < length; i++) this.places.set(address + i, place + i);
    // The line feed behind it.
    this.places.delete(address + length);
  }

  /** The places that still lie somewhere, with their addresses. */
  get addresses(): Map<number, number> {
    return new Map([...this.places].map(([address, place]) => [place, address]));
  }
}

const pieces = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(5)), { maxLength: 300 });

it('tells an address only where the event still lies there, and tells it where it does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 41, max: 400 }), pieces, (room, lengths) => {
      const recent = new RecentPieces(FROM, FROM + room);
      const model = new EveryByte();
      let place = 7;
      for (const [length, gap] of lengths) {
        const address = recent.add(place, length);
        expect(address).toBeGreaterThanOrEqual(FROM);
        expect(address + length + 1).toBeLessThanOrEqual(FROM + room);
        model.add(place, length, address);
        const lying = model.addresses;
        // The newest piece is whole; of older ones, none is told that was written over.
        for (let i = 0; i < length; i++) expect(recent.addressOf(place + i)).toBe(address + i);
        for (let at = 0; at < place + length + 3; at++) {
          const told = recent.addressOf(at);
          if (told >= 0) expect(told).toBe(lying.get(at));
        }
        place += length + gap;
      }
    }),
    { numRuns: 150 },
  );
});

it('keeps what fits', () => {
  const recent = new RecentPieces(FROM, FROM + 44);
  for (let i = 0; i < 9; i++) recent.add(i * 10, 10);
  expect([50, 60, 70, 80].map((place) => recent.addressOf(place) >= 0)).toEqual([true, true, true, true]);
  expect(recent.addressOf(49)).toBe(-1);
});

it('forgets what lay behind the end of the round before, where the next piece begins a round early', () => {
  const recent = new RecentPieces(0, 100);
  recent.add(0, 59);
  recent.add(60, 9);
  recent.add(70, 9);
  // Begins the second round, over the first piece; then one that fits before the end no more, and begins the third.
  expect(recent.add(80, 59)).toBe(0);
  expect(recent.add(140, 49)).toBe(0);
  expect(recent.addressOf(80)).toBe(-1);
  expect(recent.addressOf(139)).toBe(-1);
});
