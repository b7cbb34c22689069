/** A decision table in the sentence of its flow: what it decides and how, of a long one by its first rows. */
import { conditionClause, quoted } from '../kit/condition-clause.ts';
import { fieldLabel } from '../kit/condition-words.ts';
import { isName } from '../kit/field.ts';
import { withParticle } from '../kit/korean.ts';
import { type Row, rowOf, rowsOf } from '../kit/lenient.ts';
import type { Clause, TellContext } from '../kit/tell.ts';
import type { DecideConfig } from './definition.ts';

/** The others of a longer table are read in the table. */
const ROWS_TOLD = 3;
/** A row that sets more than this is no part of a sentence. */
const VALUES_TOLD = 3;

export function tellDecide(config: DecideConfig, context: TellContext): Clause {
  const { language, by, turn } = context;
  const rows = rowsOf(config.rules);
  const names = [...new Set(rows.flatMap((row) => Object.keys(rowOf(row.set)).filter(isName)))];
  const tellable = names.length > 0 && names.length <= VALUES_TOLD;
  const told = tellable ? rowsInWords(rows, names, context) : '';
  const long = rows.length > ROWS_TOLD;
  if (language === 'ko') {
    if (by === 'else') {
      const none = turn === 'later' ? '맞는 줄이 없' : '판단표에 맞는 줄이 없';
      return { asks: true, and: `${none}고`, leads: `${none}으면`, of: '판단표에 맞는 줄이 없는' };
    }
    const object = withParticle(names.join(', ') || '값', '을');
    const how = told ? `(${told})` : '';
    const table = told && !long ? '' : `${rows.length}줄의 판단표로 `;
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
  const table = told && !long ? '' : ` by a table of ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
  const text = `decide ${what}${table}${told ? ` (${told})` : ''}`;
  return { asks: false, and: text, leads: text, of: `with ${what} decided`, end: text };
}

/** @param names the fields that rows set; of several, the values stand in their order */
function rowsInWords(
  rows: readonly Row[],
  names: readonly string[],
  { language, surroundings }: TellContext,
): string {
  const ko = language === 'ko';
  const nameOf = (path: string) => ({ noun: fieldLabel(path, language, surroundings, 'inline') });
  const most = rows.length > ROWS_TOLD && names.length > 1 ? ROWS_TOLD - 1 : ROWS_TOLD;
  const told = rows.slice(0, most).map((row, i) => {
    const when = conditionClause(row.when, language, nameOf);
    const values = rowOf(row.set);
    const set = names
      .map((name) => (Object.hasOwn(values, name) ? quoted(values[name], language) : '–'))
      .join(' / ');
    if (!when) return i > 0 ? (ko ? `그 밖에는 ${set}` : `${set} otherwise`) : set;
    return ko ? `${when.if} ${set}` : `${set} if ${when.if}`;
  });
  const more = rows.length - told.length;
  if (more > 0) told.push(ko ? `외 ${more}줄` : more === 1 ? 'and 1 more row' : `and ${more} more rows`);
  return told.join(', ');
}
