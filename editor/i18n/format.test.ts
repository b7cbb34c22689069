import { describe, expect, it } from 'vitest';
import { formatsFor } from './format.ts';

const ko = formatsFor('ko');
const en = formatsFor('en');

describe('formats', () => {
  it('write counts whole until they are long', () => {
    expect([0, 1, 10_000, 99_999].map(en.count)).toEqual(['0', '1', '10,000', '99,999']);
    expect(ko.count(123_456)).toBe('12.35만');
    expect(en.count(123_456)).toBe('123.5k');
  });

  it('write rates with at most three figures or so', () => {
    expect([0, 0.25, 9.94, 12.4, 950].map(en.rate)).toEqual(['0', '0.3', '9.9', '12', '950']);
  });

  it('write times in the zone that is asked for', () => {
    expect(en.time('2026-03-02T09:00:00+09:00', 'Asia/Seoul')).toBe('09:00:00');
    expect(ko.dateTime('2026-03-02T00:00:00Z', 'Asia/Seoul')).toBe('2026. 03. 02. 09:00:00');
    expect(ko.time('no time')).toBe('no time');
    expect(en.time('2026-03-02T09:00:00Z', 'Nowhere/City')).toMatch(/^\d\d:\d\d:\d\d$/);
  });

  it('say how long ago something was', () => {
    const now = Date.parse('2026-03-10T12:00:00Z');
    expect(en.ago('2026-03-10T11:57:30Z', now)).toBe('2 minutes ago');
    expect(ko.ago('2026-03-10T10:00:00Z', now)).toBe('2시간 전');
    expect(ko.ago('2026-01-10T10:00:00Z', now)).toBe('2026. 01. 10.');
    expect(en.ago('2026-01-10T10:00:00Z', now)).toBe('10 Jan 2026');
  });
});
