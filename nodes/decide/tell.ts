/** A decision table in the sentence of its flow: what it decides, and where it has few rows, how. */
import { conditionClause, quoted } from '../kit/condition-clause.ts';
import { fieldLabel } from '../kit/condition-words.ts';
import { isName } from '../kit/field.ts';
import { withParticle } from '../kit/korean.ts';
import { rowOf, rowsOf } from '../kit/lenient.ts';
import type { Clause, TellContext } from '../kit/tell.ts';
import type { DecideConfig } from './definition.ts';

/** A longer table is read in the table. */
const ROWS_TOLD = 3;

export function tellDecide(config: DecideConfig, context: TellContext): Clause {
  const { language, by, turn } = context;
  const rows = rowsOf(config.rules);
  const names = [...new Set(rows.flatMap((row) => Object.keys(rowOf(row.set)).filter(isName)))];
  const told = rows.length <= ROWS_TOLD && names.length === 1 ? rowsInWords(config, context) : '';
  if (language === 'ko') {
    if (by === 'else') {
      const none = turn === 'later' ? '맞는 줄이 없' : '판단표에 맞는 줄이 없';
      return { asks: true, and: `${none}고`, leads: `${none}으면`, of: '판단표에 맞는 줄이 없는' };
    }
    const object = withParticle(names.join(', ') || '값', '을');
    const how = told ? `(${told})` : '';
    const table = told ? '' : `${rows.length}줄의 판단표로 `;
    return {
      asks: false,
      and: `${table}${object} 정한 다음${how}`,
      leads: `${table}${object} 정하고${how}`,
      of: `${object} 정한`,
      end: `${table}${object} 정합니다${how}`,
    };
  }
  if (by === 'else') {
    const none = turn === 'later' ? 'no row fits' : 'no row of the decision table fits';
    return { asks: true, and: none, leads: none, of: `where ${none}` };
  }
  const what = names.join(', ') || 'a value';
  const text = told ? `decide ${what} (${told})` : `decide ${what} by a table of ${rows.length} rows`;
  return { asks: false, and: text, leads: text, of: `with ${what} decided`, end: text };
}

function rowsInWords(config: DecideConfig, { language, surroundings }: TellContext): string {
  const ko = language === 'ko';
  const nameOf = (path: string) => ({ noun: fieldLabel(path, language, surroundings, 'inline') });
  return rowsOf(config.rules)
    .map((row, i) => {
      const when = conditionClause(row.when, language, nameOf);
      const set = Object.values(rowOf(row.set))
        .map((value) => quoted(value, language))
        .join(', ');
      if (!when) return i > 0 ? (ko ? `그 밖에는 ${set}` : `${set} otherwise`) : set;
      return ko ? `${when.if} ${set}` : `${set} if ${when.if}`;
    })
    .join(', ');
}
