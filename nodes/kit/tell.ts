/** What a kind of node says of itself in the sentence that tells the whole flow (flows/format/sentence). */
import type { Surroundings } from './define-node.ts';
import type { Phrase, Words } from './phrase.ts';
import type { Language } from './text.ts';

/**
 * A node's part of a sentence, in the forms that it takes by what follows. English needs no forms: there all are alike,
 * but for `of`, which begins with "where", "with" and the like.
 */
export interface Clause {
  /** A condition, or something that is done. */
  readonly asks: boolean;
  /** Before a condition: 거래 금액이 100 미만이고; 고객 표에서 찾은 다음. */
  readonly and: Words;
  /** Before something that is done: 거래 금액이 100 미만이면; 고객 표에서 찾고. */
  readonly leads: Words;
  /** At a noun, before it in Korean and after it in English: 거래 금액이 100 미만인. */
  readonly of: Words;
  /** At the end of the sentence: 고객 표에서 찾습니다. */
  readonly end?: Words;
  /** What leaves the node is called so, whatever came before it. */
  readonly noun?: Words;
  /** Stands by itself, without "if" before it or "and" around it: otherwise; at most once a day. */
  readonly bare?: boolean;
}

export interface TellContext {
  readonly language: Language;
  /** With the names of what arrives here before all others. */
  readonly surroundings: Surroundings;
  /** The output by which the flow goes on; `all` where each output leads to the same, absent where nothing follows. */
  readonly by?: string;
  /** The ways out of the node part here, and this one is told first, or after another. */
  readonly turn?: 'first' | 'later';
  /** What people call the node. */
  readonly label: string;
  /** What arrives, by input: told at length, and by its bare name. */
  readonly arriving: (handle: string) => { readonly noun: Phrase; readonly name: string };
}
