/** A field's path as the text around it has to name it. */

const PLAIN_NAME = /^[$\p{L}_][$\p{L}\p{M}\p{N}_]*$/u;
/** Words of the grammar: after a dot they are names, at the beginning they need the back quotes. */
const SYNTAX = ['in', 'true', 'false', 'null'];

/** @example writtenInExpression('limits.daily-limit') // 'limits.`daily-limit`' */
export function writtenInExpression(path: string): string {
  return path
    .split('.')
    .map((step, i) => (PLAIN_NAME.test(step) && !(i === 0 && SYNTAX.includes(step)) ? step : `\`${step}\``))
    .join('.');
}

const LIQUID_NAME = /^[$\p{L}_][\p{L}\p{M}\p{N}_-]*$/u;

/** @example writtenInTemplate('store.opening hours') // 'store["opening hours"]' */
export function writtenInTemplate(path: string): string {
  return path
    .split('.')
    .map((step, i) => {
      if (!LIQUID_NAME.test(step)) return `["${step}"]`;
      return i === 0 ? step : `.${step}`;
    })
    .join('');
}
