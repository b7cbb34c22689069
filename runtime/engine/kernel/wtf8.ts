/**
 * Text as bytes. UTF-8, but for lone surrogates, which JSON allows and UTF-8 does not: they are written as three
 * bytes like any other code unit (WTF-8), so that every JavaScript string goes there and back unchanged.
 */

let scratch = new Uint8Array(1 << 10);

/** The bytes of a text in a buffer that the next call overwrites. */
export function encodeText(text: string): { bytes: Uint8Array; length: number } {
  if (scratch.length < text.length * 3) scratch = new Uint8Array(text.length * 3 + 64);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!;
    if (code < 0x80) scratch[at++] = code;
    else if (code < 0x800) {
      scratch[at++] = 0xc0 | (code >> 6);
      scratch[at++] = 0x80 | (code & 63);
    } else if (code < 0x10000) {
      scratch[at++] = 0xe0 | (code >> 12);
      scratch[at++] = 0x80 | ((code >> 6) & 63);
      scratch[at++] = 0x80 | (code & 63);
    } else {
      i++;
      scratch[at++] = 0xf0 | (code >> 18);
      scratch[at++] = 0x80 | ((code >> 12) & 63);
      scratch[at++] = 0x80 | ((code >> 6) & 63);
      scratch[at++] = 0x80 | (code & 63);
    }
  }
  return { bytes: scratch, length: at };
}

/** The text of bytes that `encodeText` made. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  let i = start;
  while (i < end) {
    const first = bytes[i];
    if (first < 0x80) {
      text += String.fromCharCode(first);
      i++;
    } else if (first < 0xe0) {
      text += String.fromCharCode(((first & 31) << 6) | (bytes[i + 1] & 63));
      i += 2;
    } else if (first < 0xf0) {
      text += String.fromCharCode(((first & 15) << 12) | ((bytes[i + 1] & 63) << 6) | (bytes[i + 2] & 63));
      i += 3;
    } else {
      text += String.fromCodePoint(
        ((first & 7) << 18) | ((bytes[i + 1] & 63) << 12) | ((bytes[i + 2] & 63) << 6) | (bytes[i + 3] & 63),
      );
      i += 4;
    }
  }
  return text;
}
