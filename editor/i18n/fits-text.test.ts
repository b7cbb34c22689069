import { describe, expect, it } from 'vitest';
import { firstConsonants, fitOf, fitsText } from './fits-text.ts';

describe('fitsText', () => {
  it.each([
    ['ㄱㄹㄱ', true],
    ['ㅁㄷ ㅅㅌ', false],
    ['거르', true],
    ['FILT', true],
    ['event parts', true],
    ['event nothing', false],
    ['  ', true],
  ])('%s', (typed, expected) => {
    expect(fitsText(typed, ['거르기', 'Filter', 'Parts the events'])).toBe(expected);
  });

  it('finds what was typed in pieces, as some keyboards send it', () => {
    expect(fitsText('거르기'.normalize('NFD'), ['거르기'])).toBe(true);
  });

  it('tells what fits better', () => {
    const fits = ['모두 선택', '선택 해제', '재선택'].map((text) => fitOf('선택', [text]));
    expect(fits).toEqual([2, 3, 1]);
  });
});

describe('firstConsonants', () => {
  it('leaves what is no syllable', () => {
    expect(firstConsonants('모두 ok 흐름')).toBe('ㅁㄷ ok ㅎㄹ');
  });
});
