import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { isoTime } from './iso-time.ts';

const LONGEST = 8.64e15;

test.prop([fc.array(fc.integer({ min: -LONGEST, max: LONGEST }), { minLength: 1 })])(
  'isoTime writes times as Date does',
  (times) => {
    for (const time of times) {
      expect(isoTime(time)).toBe(new Date(time).toISOString());
      expect(isoTime(time + 1 > LONGEST ? time : time + 1)).toBe(
        new Date(time + 1 > LONGEST ? time : time + 1).toISOString(),
      );
    }
  },
);
