/**
 * The letter on the key that was pressed. With a Korean keyboard F gives ㄹ: then the key's place tells which one was
 * meant. Where a letter of Latin came, that one was meant, wherever it lies on this keyboard.
 *
 * @example meantKey({ key: 'ㄹ', code: 'KeyF' }) // 'F'
 */
export function meantKey({ key, code }: { readonly key: string; readonly code: string }): string {
  if (/^[\x20-\x7e]$/.test(key)) return key.toUpperCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3) : key;
}
