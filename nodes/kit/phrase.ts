/** Text of which each part remembers the node that it is about, so that a reader can go from the words to the drawing. */
import { type Particle, particleAfter } from './korean.ts';

export interface Part {
  readonly text: string;
  /** Id of the node that says this; absent for words that only join. */
  readonly node?: string;
}
export type Phrase = readonly Part[];
export type Words = string | Phrase;

/** A template over words. @example said`${noun} 다음` */
export function said(strings: TemplateStringsArray, ...values: readonly Words[]): Phrase {
  return joined(strings.flatMap((text, i): Words[] => (i < values.length ? [text, values[i]] : [text])));
}

/** All of them in a row, with words between them. */
export function joined(words: readonly Words[], between = ''): Phrase {
  const parts: Part[] = [];
  for (const each of words.filter((each) => each.length > 0)) {
    if (parts.length > 0 && between) parts.push({ text: between });
    if (typeof each === 'string') parts.push({ text: each });
    else parts.push(...each);
  }
  return merged(parts);
}

/** The words as a node's own, where they are not another's already; a blank or a comma in between is nobody's. */
export function saidBy(node: string, words: Words): Phrase {
  const parts = typeof words === 'string' ? [{ text: words }] : words;
  return merged(parts.map((part) => (/[\p{L}\p{N}]/u.test(part.text) ? { node, ...part } : part)));
}

export function textOfPhrase(words: Words): string {
  return typeof words === 'string' ? words : words.map((part) => part.text).join('');
}

/** The words with the Korean particle that fits their end. */
export function particled(words: Words, particle: Particle): Phrase {
  return said`${words}${particleAfter(textOfPhrase(words), particle)}`;
}

/** Neighbours of one node are one part: what is clicked is not cut in pieces. */
function merged(parts: readonly Part[]): Phrase {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.text === '') continue;
    if (last && last.node === part.node) result[result.length - 1] = { ...last, text: last.text + part.text };
    else result.push(part);
  }
  return result;
}
