/** The envelope in Liquid templates: Liquid has no names with a dollar, so they are rewritten before it parses. */

/** The reserved variable whose fields are the envelope's: `$time` is `naru_envelope.time`. */
export const ENVELOPE_VARIABLE = 'naru_envelope';

const TEXT_OR_DOLLAR = /"[^"]*"|'[^']*'|\$([A-Za-z]\w*)/g;

/** `$name` inside tags, but not inside their quoted texts, becomes a field of the envelope. */
export function withoutDollars(template: string): string {
  // Walked by hand: a regular expression looks for the end of each tag again, which thousands of open ones make slow.
  let made = '';
  let at = 0;
  for (;;) {
    const open = nextTag(template, at);
    const close = open < 0 ? -1 : template.indexOf(template[open + 1] === '{' ? '}}' : '%}', open + 2);
    if (close < 0) return made + template.slice(at);
    made += template.slice(at, open) + template.slice(open, close).replace(TEXT_OR_DOLLAR, envelopeField);
    at = close + 2;
    made += template.slice(close, at);
  }
}

/** Where the next `{{` or `{%` stands; -1: nowhere. */
function nextTag(template: string, from: number): number {
  for (let at = template.indexOf('{', from); at >= 0; at = template.indexOf('{', at + 1))
    if (template[at + 1] === '{' || template[at + 1] === '%') return at;
  return -1;
}

function envelopeField(whole: string, name: string | undefined): string {
  return name === undefined ? whole : `${ENVELOPE_VARIABLE}.${name}`;
}
