/** A lookup in the sentence of its flow: 고객 표에서 고객 번호로 찾고. */
import { conditionClause, type Inflected } from '../kit/condition-clause.ts';
import { fieldLabel, lowerFirst } from '../kit/condition-words.ts';
import { withParticle } from '../kit/korean.ts';
import { isRow, rowOf, rowsOf, textOf } from '../kit/lenient.ts';
import type { Clause, TellContext } from '../kit/tell.ts';
import { localize } from '../kit/text.ts';
import type { LookupConfig } from './definition.ts';

export function tellLookup(config: LookupConfig, context: TellContext): Clause {
  const { language, surroundings } = context;
  const name = textOf(config.table);
  const info = surroundings.tables?.find((each) => each.name === name);
  const table = localize(info?.label, language, name);
  const fields = rowsOf(config.on).map((pair) => textOf(pair.field));
  const key = fields
    .map((path) => path && fieldLabel(path, language, surroundings, 'inline'))
    .filter(Boolean);
  return (language === 'ko' ? korean : english)(table, key.join(', '), config, context);
}

/** What a row must be like to count as near; the row's own columns need no name, the event's do. */
function rowClause(config: LookupConfig, { language, surroundings }: TellContext): Inflected | undefined {
  return conditionClause(rowOf(config.nearest).where, language, (path) => {
    const noun = fieldLabel(path.replace(/^row\./, ''), language, surroundings, 'inline');
    if (path.startsWith('row.')) return { noun };
    return { noun: language === 'ko' ? `이벤트의 ${noun}` : `the event's ${noun}` };
  });
}

function metresOf(config: LookupConfig): string {
  const { within } = rowOf(config.nearest);
  return typeof within === 'number' ? `${within.toLocaleString('en-US')}m` : '';
}

function korean(table: string, key: string, config: LookupConfig, context: TellContext): Clause {
  const { by, turn } = context;
  const where = table ? `${table} 표` : '아직 고르지 않은 표';
  const near = isRow(config.nearest);
  const metres = metresOf(config);
  const row = near
    ? [metres && `${metres} 안의`, `${table} 가운데`, rowClause(config, context)?.of, '가장 가까운 곳']
        .filter(Boolean)
        .join(' ')
    : '';
  const there = row ? `${row}이 ` : `${where}에 ${key ? `같은 ${withParticle(key, '이')}` : '맞는 줄이'} `;
  if (by === 'missing') {
    const subject = turn === 'later' ? '' : there;
    return { asks: true, and: `${subject}없고`, leads: `${subject}없으면`, of: `${where}에 없는` };
  }
  if (by !== 'all')
    return { asks: true, and: `${there}있고`, leads: `${there}있으면`, of: `${where}에 있는` };
  const looked = row ? `${row}을 ` : `${where}에서 ${key && `${withParticle(key, '으로')} `}`;
  const anyway = '(없어도 계속)';
  return { asks: false, and: `${looked}찾은 다음${anyway}`, leads: `${looked}찾고${anyway}`, of: '' };
}

function english(name: string, key: string, config: LookupConfig, context: TellContext): Clause {
  const { by, turn } = context;
  const table = name ? `the ${lowerFirst(name)} table` : 'a table not yet chosen';
  const metres = metresOf(config);
  const clause = isRow(config.nearest) ? rowClause(config, context) : undefined;
  const row = isRow(config.nearest)
    ? `row of ${table}${metres && ` within ${metres}`}${clause ? ` where ${clause.if}` : ''}`
    : '';
  if (by === 'missing') {
    const none = row ? `there is no ${row}` : `${table} does not have ${key ? `its ${key}` : 'it'}`;
    const text = turn === 'later' ? 'it is not there' : none;
    return { asks: true, and: text, leads: text, of: `that is not in ${table}` };
  }
  if (by !== 'all') {
    const text = row
      ? `there is a ${row} (the nearest is taken)`
      : `${table} has ${key ? `its ${key}` : 'it'}`;
    return { asks: true, and: text, leads: text, of: `that is in ${table}` };
  }
  const found = row ? `find the nearest ${row}` : `look up ${table}${key && ` by ${key}`}`;
  const text = `${found} (going on where it is not there)`;
  return { asks: false, and: text, leads: text, of: '' };
}
