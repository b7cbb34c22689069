/** Whether somebody who typed this may have meant that. Korean is found by its first consonants as well (ㄱㄹㄱ: 거르기). */

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Syllables that begin with the same consonant stand together. */
const EACH_CONSONANT = 21 * 28;
const CONSONANTS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];

/** @example firstConsonants('모두 선택') // 'ㅁㄷ ㅅㅌ' */
export function firstConsonants(text: string): string {
  return [...text]
    .map((letter) => {
      const code = letter.charCodeAt(0);
      return code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE
        ? CONSONANTS[Math.floor((code - FIRST_SYLLABLE) / EACH_CONSONANT)]
        : letter;
    })
    .join('');
}

const isConsonants = (word: string) => [...word].every((letter) => CONSONANTS.includes(letter));

const plain = (text: string) => text.normalize('NFC').toLowerCase();

/**
 * How well the texts fit: 0 not at all, more the better (at the beginning of a text, of a word, somewhere). Each word
 * that was typed must stand in one of them. Nothing typed fits everything.
 */
export function fitOf(typed: string, texts: readonly string[]): number {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const plainTexts = texts.map(plain);
  return words.reduce((least, word) => Math.min(least, fitOfWord(word, plainTexts)), 3);
}

function fitOfWord(word: string, texts: readonly string[]): number {
  const searched = isConsonants(word) ? [...texts, ...texts.map(firstConsonants)] : texts;
  return Math.max(
    ...searched.map((text) => {
      if (text.startsWith(word)) return 3;
      if (text.includes(` ${word}`)) return 2;
      return text.includes(word) ? 1 : 0;
    }),
    0,
  );
}

export function fitsText(typed: string, texts: readonly string[]): boolean {
  return fitOf(typed, texts) > 0;
}
