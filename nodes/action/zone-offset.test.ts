import { describe, expect, it } from 'vitest';
import { zoneOffsets } from './zone-offset.ts';

describe('how far a time zone is from UTC', () => {
  it('is counted as JavaScript does, and follows clock changes to the second', () => {
    const seoul = zoneOffsets('Asia/Seoul');
    expect(seoul(Date.UTC(2026, 2, 2))).toBe(-540);
    expect(zoneOffsets('Asia/Kathmandu')(0)).toBe(-330);
    const berlin = zoneOffsets('Europe/Berlin');
    const change = Date.UTC(2026, 2, 29, 1);
    expect([berlin(change - 1), berlin(change), berlin(change - 1)]).toEqual([-60, -120, -60]);
    expect(zoneOffsets('UTC')(Date.UTC(1969, 0, 1))).toBe(0);
  });
});
