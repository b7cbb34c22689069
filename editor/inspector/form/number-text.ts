/** Numbers as people type them, with separators of thousands. */

const NUMBER = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/;

/**
 * The number that a text says; `undefined` where it says none (yet): `-`, `1.`, `12a`, more digits than a number holds.
 *
 * @example parseNumberText('3,000,000') // 3000000
 */
export function parseNumberText(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim();
  if (!NUMBER.test(plain)) return undefined;
  const number = Number(plain);
  if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER) return undefined;
  return Object.is(number, -0) ? 0 : number;
}

/** @example formatNumber(1234567.5) // '1,234,567.5' */
export function formatNumber(value: number): string {
  const text = String(value);
  if (!NUMBER.test(text)) return text;
  const [whole, ...rest] = text.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

/**
 * A text with its separators put in, where that is sure not to disturb: it is a number that is typed at its end.
 *
 * @example separateWhileTyping('1,2345') // '12,345'
 */
export function separateWhileTyping(text: string): string {
  const parts = /^(-?)([\d,]+)((?:\.\d*)?)$/.exec(text);
  if (!parts) return text;
  const [, sign, whole, rest] = parts;
  return sign + whole.replaceAll(',', '').replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}
