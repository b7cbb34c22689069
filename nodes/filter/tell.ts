/** A filter in the sentence of its flow: 거래 금액이 3,000,000 미만이면. */
import { conditionClause } from '../kit/condition-clause.ts';
import { fieldLabel } from '../kit/condition-words.ts';
import type { Clause, TellContext } from '../kit/tell.ts';
import type { FilterConfig } from './definition.ts';

export function tellFilter(
  { where }: FilterConfig,
  { language, surroundings, by, turn }: TellContext,
): Clause {
  const ko = language === 'ko';
  const nameOf = (path: string) => ({ noun: fieldLabel(path, language, surroundings, 'inline') });
  if (by === 'else') {
    if (turn === 'later')
      return ko
        ? { asks: true, and: '그렇지 않고', leads: '그렇지 않으면', of: '그 밖의' }
        : { asks: true, and: 'otherwise', leads: 'otherwise', of: 'where that does not hold', bare: true };
    const turned = { combinator: 'and', not: true, rules: [where] };
    const clause = conditionClause(turned, language, nameOf);
    if (clause) return asked(clause.and, clause.if, clause.of, ko);
  }
  const clause = conditionClause(where, language, nameOf);
  if (by !== 'all' && clause) return asked(clause.and, clause.if, clause.of, ko);
  return ko
    ? { asks: true, and: '어떤 경우든', leads: '어떤 경우든', of: '모든' }
    : { asks: true, and: 'in any case', leads: 'in any case', of: 'in any case', bare: true };
}

function asked(and: string, leads: string, of: string, ko: boolean): Clause {
  return { asks: true, and, leads, of: ko ? of : `where ${of}` };
}
