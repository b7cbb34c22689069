/** Clauses in a row, with what joins them: commas, "and", "if", and the form that each takes by what follows it. */
import { type Phrase, said, saidBy } from '../../../nodes/kit/phrase.ts';
import type { Clause } from '../../../nodes/kit/tell.ts';
import type { Language } from '../../../nodes/kit/text.ts';

export interface ClauseInLine {
  readonly clause: Clause;
  readonly node?: string;
  /** That something comes in: what is asked of it needs no comma after it. */
  readonly head?: boolean;
}

/** @param close `end`: a whole sentence; `part`: its ways are told below it */
export function lineOf(clauses: readonly ClauseInLine[], language: Language, close: 'end' | 'part'): Phrase {
  const line = (language === 'ko' ? koreanLine : englishLine)(clauses, close);
  return language === 'en' ? capitalized(line) : line;
}

const own = ({ node }: ClauseInLine, words: Clause['and']): Phrase =>
  node === undefined ? said`${words}` : saidBy(node, words);

function koreanLine(clauses: readonly ClauseInLine[], close: 'end' | 'part'): Phrase {
  let line: Phrase = [];
  for (const [i, each] of clauses.entries()) {
    const next = clauses[i + 1]?.clause;
    const { clause } = each;
    if (next) {
      const comma = clause.asks && next.asks && !each.head ? ', ' : ' ';
      line = said`${line}${own(each, next.asks ? clause.and : clause.leads)}${comma}`;
    } else if (close === 'end') line = said`${line}${own(each, clause.end ?? clause.leads)}.`;
    else line = said`${line}${own(each, clause.asks ? clause.leads : clause.and)}:`;
  }
  return line;
}

function englishLine(clauses: readonly ClauseInLine[], close: 'end' | 'part'): Phrase {
  let line: Phrase = [];
  for (const [i, each] of clauses.entries())
    line = said`${line}${between(clauses, i)}${own(each, each.clause.leads)}`;
  return said`${line}${close === 'end' ? '.' : ':'}`;
}

/** What stands before the clause at this place. */
function between(clauses: readonly ClauseInLine[], i: number): string {
  const { clause, head } = clauses[i];
  const last = clauses[i - 1]?.clause;
  if (!last) return head || clause.noun !== undefined ? 'When ' : clause.asks && !clause.bare ? 'If ' : '';
  if (!clause.asks) {
    const more = clauses[i + 1]?.clause.asks === false;
    return last.asks || last.bare || clause.bare || more ? ', ' : ' and ';
  }
  if (last.asks) return i > 1 ? ', and ' : ' and ';
  return clause.bare ? '; ' : '; if ';
}

function capitalized(line: Phrase): Phrase {
  const [first, ...rest] = line;
  return first ? [{ ...first, text: first.text[0].toUpperCase() + first.text.slice(1) }, ...rest] : line;
}
