/**
 * Where a text stops being JSON. Engines word their messages differently and do not always name the place, so it is
 * found here; without recursion, since the text may be hostile.
 */

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SPACE = /[ \t\r\n]*/y;
const WORD = /true|false|null/y;

type Expect = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/** The offset of the first character that can't be there; the text's length where the text ends too soon. */
export function firstBadPlace(text: string): number {
  const open: ('{' | '[')[] = [];
  let at = 0;
  let expect: Expect = 'value';
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found !== null;
  };
  /** Past a string; where it is none, `at` stands at what is wrong. A loop, since a pattern could run out of stack. */
  const takeString = () => {
    if (text[at] !== '"') return false;
    at++;
    while (at < text.length && text[at] !== '"') {
      if (text[at] < ' ') return false;
      if (text[at] !== '\\') at++;
      else if (!take(ESCAPE)) return false;
    }
    return at < text.length && ++at > 0;
  };
  const close = () => {
    open.pop();
    at++;
  };
  const after = (): Expect => (open.length > 0 ? 'comma-or-end' : 'nothing');
  for (;;) {
    take(SPACE);
    const sign = text[at];
    if (expect === 'nothing' || sign === undefined) return at;
    const ends = sign === (open.at(-1) === '{' ? '}' : ']') && open.length > 0;
    if (ends && (expect === 'value-or-end' || expect === 'name-or-end' || expect === 'comma-or-end')) {
      close();
      expect = after();
    } else if (expect === 'comma-or-end') {
      if (sign !== ',') return at;
      at++;
      expect = open.at(-1) === '{' ? 'name' : 'value';
    } else if (expect === 'colon') {
      if (sign !== ':') return at;
      at++;
      expect = 'value';
    } else if (expect === 'name' || expect === 'name-or-end') {
      if (!takeString()) return at;
      expect = 'colon';
    } else if (sign === '{' || sign === '[') {
      open.push(sign);
      at++;
      expect = sign === '{' ? 'name-or-end' : 'value-or-end';
    } else {
      if (sign === '"' && !takeString()) return at;
      if (sign !== '"' && !take(WORD) && !take(NUMBER)) return at;
      expect = after();
    }
  }
}
