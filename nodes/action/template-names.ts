/** The envelope in Liquid templates: Liquid has no names with a dollar, so they are rewritten before it parses. */

/** The reserved variable whose fields are the envelope's: `$time` is `naru_envelope.time`. */
export const ENVELOPE_VARIABLE = 'naru_envelope';

const TAG = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const TEXT_OR_DOLLAR = /"[^"]*"|'[^']*'|\$([A-Za-z]\w*)/g;

/** `$name` inside tags, but not inside their quoted texts, becomes a field of the envelope. */
export function withoutDollars(template: string): string {
  return template.replace(TAG, (tag) =>
    tag.replace(TEXT_OR_DOLLAR, (whole, name: string | undefined) =>
      name ? `${ENVELOPE_VARIABLE}.${name}` : whole,
    ),
  );
}
