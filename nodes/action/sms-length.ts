/**
 * How long a text message is as Korean carriers count it: in EUC-KR, where a letter, digit or blank is one byte and a
 * Korean one two.
 */

/** What one short message holds; a longer one goes as a long one (LMS), or is cut, as the gateway has it. */
export const ONE_SMS = 90;
/** What a long one holds. */
export const ONE_LMS = 2000;

/** @example smsLength('안녕 OK') // 7 */
export function smsLength(text: string): number {
  let bytes = 0;
  for (const sign of text) bytes += sign.charCodeAt(0) < 0x80 ? 1 : 2;
  return bytes;
}
