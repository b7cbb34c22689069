/**
 * Korean particles, whose form depends on how the word before them ends: after a final consonant 은, 이, 을, 과, 으로,
 * else 는, 가, 를, 와, 로 (로 after ㄹ too). Digits and Latin letters go by how they are read aloud.
 */

const PAIRS = {
  은: ['은', '는'],
  이: ['이', '가'],
  을: ['을', '를'],
  과: ['과', '와'],
  으로: ['으로', '로'],
} as const;
export type Particle = keyof typeof PAIRS;

type Ending = 'vowel' | 'consonant' | 'rieul';

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Final consonants of a syllable block, none among them; ㄹ is the eighth. */
const FINALS = 28;
const RIEUL = 8;

/** 영 일 이 삼 사 오 육 칠 팔 구 */
const DIGITS: readonly Ending[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
];
const LETTERS: Readonly<Record<string, Ending>> = { l: 'rieul', r: 'rieul', m: 'consonant', n: 'consonant' };

function endingOf(word: string): Ending {
  const last = [...word].findLast((letter) => /[\p{L}\p{N}]/u.test(letter));
  if (last === undefined) return 'vowel';
  const code = last.charCodeAt(0);
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) {
    const final = (code - FIRST_SYLLABLE) % FINALS;
    return final === 0 ? 'vowel' : final === RIEUL ? 'rieul' : 'consonant';
  }
  if (last >= '0' && last <= '9') return DIGITS[Number(last)];
  return LETTERS[last.toLowerCase()] ?? 'vowel';
}

/**
 * The word with the particle that fits it.
 *
 * @param particle named by its form after a consonant
 * @example withParticle('고객 번호', '으로') // '고객 번호로'
 */
export function withParticle(word: string, particle: Particle): string {
  return word + particleAfter(word, particle);
}

/** The particle alone, in the form that fits the word before it. */
export function particleAfter(word: string, particle: Particle): string {
  const [afterConsonant, afterVowel] = PAIRS[particle];
  const ending = endingOf(word);
  const closed = ending === 'consonant' || (ending === 'rieul' && particle !== '으로');
  return closed ? afterConsonant : afterVowel;
}

/** How a sentence writes a particle before it is known what stands before it: `"a..b"이(가)`. */
const UNDECIDED: Readonly<Record<string, (word: string) => string>> = {
  '은(는)': (word) => particleAfter(word, '은'),
  '이(가)': (word) => particleAfter(word, '이'),
  '을(를)': (word) => particleAfter(word, '을'),
  '과(와)': (word) => particleAfter(word, '과'),
  '와(과)': (word) => particleAfter(word, '과'),
  '(으)로': (word) => particleAfter(word, '으로'),
  '(이)라': (word) => (endingOf(word) === 'vowel' ? '라' : '이라'),
};
const UNDECIDED_AFTER = /(\S)(은\(는\)|이\(가\)|을\(를\)|과\(와\)|와\(과\)|\(으\)로|\(이\)라)/gu;

/**
 * A sentence in which each particle that was left open fits the word before it.
 *
 * @example withRightParticles('"C001"을(를) 저장했습니다.') // '"C001"을 저장했습니다.'
 */
export function withRightParticles(sentence: string): string {
  return sentence.replace(UNDECIDED_AFTER, (_, before: string, open: string, at: number) => {
    // A word is enough; what is quoted may be long.
    const word = sentence.slice(Math.max(0, at - 40), at + before.length);
    return before + (UNDECIDED[open]?.(word) ?? open);
  });
}

/**
 * A Korean sentence with the names that stand in it, after each of which comes the particle that fits.
 *
 * @example korean`흐름 ‘${'aml'}’이(가) 없습니다.` // '흐름 ‘aml’이 없습니다.'
 */
export function korean(parts: TemplateStringsArray, ...names: readonly unknown[]): string {
  return withRightParticles(String.raw({ raw: parts }, ...names));
}
