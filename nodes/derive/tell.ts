/** A derive node in the sentence of its flow: what it works out. */
import { particleAfter } from '../kit/korean.ts';
import { rowsOf, textOf } from '../kit/lenient.ts';
import type { Clause, TellContext } from '../kit/tell.ts';
import type { DeriveConfig } from './definition.ts';

/** An expression that is longer says less than its name. */
const SHOWN = 48;

export function tellDerive(config: DeriveConfig, { language, label }: TellContext): Clause {
  const ko = language === 'ko';
  const fields = rowsOf(config.fields)
    .map((field) => ({ name: textOf(field.name), expression: textOf(field.expression).trim() }))
    .filter(({ name }) => name !== '')
    .map(({ name, expression }) =>
      expression && expression.length <= SHOWN ? `${name}${ko ? '' : ' '}(= ${expression})` : name,
    );
  const what = fields.join(', ') || `“${label}”`;
  if (!ko) {
    const text = `work out ${what}`;
    return { asks: false, and: text, leads: text, of: `with ${what}`, end: text };
  }
  const object = `${nameFirst(fields, what)} `;
  return {
    asks: false,
    and: `${object}계산한 다음`,
    leads: `${object}계산하고`,
    of: `${object}계산한`,
    end: `${object}계산합니다`,
  };
}

/** The particle goes by the last name, not by what stands in brackets after it. */
function nameFirst(fields: readonly string[], what: string): string {
  const last = fields.at(-1)?.split('(', 1)[0] ?? what;
  return what + particleAfter(last, '을');
}
