/**
 * JSON on lines of its own, so that it can be read. Only space between its parts is put in or taken out: the text may
 * be broken, and its numbers are not to be rounded. What is no JSON stays as it is.
 */
export function spacedJson(text: string): string {
  let made = '';
  let depth = 0;
  let quoted = false;
  const line = () => `\n${'  '.repeat(depth)}`;
  const rest = text.trim();
  if (!/^[[{]/.test(rest)) return text;
  for (let i = 0; i < rest.length; i++) {
    const char = rest[i];
    if (quoted) {
      made += char;
      if (char === '\\' && i + 1 < rest.length) made += rest[++i];
      else if (char === '"') quoted = false;
    } else if (char === '"') {
      made += char;
      quoted = true;
    } else if (char === '{' || char === '[') {
      const closes = nextVisible(rest, i + 1);
      if (closes !== undefined && '}]'.includes(rest[closes])) {
        made += char + rest[closes];
        i = closes;
      } else {
        depth++;
        made += char + line();
      }
    } else if (char === '}' || char === ']') {
      depth = Math.max(0, depth - 1);
      made += line() + char;
    } else if (char === ',') made += char + line();
    else if (char === ':') made += ': ';
    else if (!/\s/.test(char)) made += char;
  }
  return made;
}

function nextVisible(text: string, from: number): number | undefined {
  for (let i = from; i < text.length; i++) if (!/\s/.test(text[i])) return i;
  return undefined;
}
