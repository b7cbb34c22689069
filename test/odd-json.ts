/** The same JSON in odd writing: what a scanner must not stumble over, and a reader of objects never sees. */
import type { Random } from './model/random.ts';

const SPACES = [' ', '\t', '\r', '  ', ' '.repeat(17)];

/** The line as it is, where it is no JSON; else with white space, escapes, names twice and numbers written otherwise. */
export function oddLine(line: string, random: Random): string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return line;
  }
  return space(random) + odd(value, random) + space(random);
}

function space(random: Random): string {
  return random.chance(0.1) ? random.pick(SPACES) : '';
}

function odd(value: unknown, random: Random): string {
  if (typeof value === 'string') return oddText(value, random);
  if (typeof value === 'number') return oddNumber(value, random);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const gap = () => space(random);
  if (Array.isArray(value))
    return `[${gap()}${value.map((item) => odd(item, random) + gap()).join(`,${gap()}`)}]`;
  const entries = Object.entries(value);
  const members = random.chance(0.3) ? random.shuffled(entries) : entries;
  const written = members.flatMap(([name, member]) => {
    const real = `${oddText(name, random)}${gap()}:${gap()}${odd(member, random)}${gap()}`;
    // The last one counts.
    return random.chance(0.02)
      ? [`${oddText(name, random)}:${random.pick(['0', 'null', '{}', '"x"'])}`, real]
      : [real];
  });
  if (random.chance(0.1))
    written.unshift(
      `"odd":${random.pick(['"\\ud800"', '"서울 \\u2028"', '[[{"k":1}]]', '1e400', '-0', '""'])}`,
    );
  return `{${gap()}${written.join(`,${gap()}`)}}`;
}

function oddText(text: string, random: Random): string {
  const plain = JSON.stringify(text);
  if (!random.chance(0.05) || text === '') return plain;
  const at = random.below(text.length);
  const escaped = `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return `"${JSON.stringify(text.slice(0, at)).slice(1, -1)}${escaped}${JSON.stringify(text.slice(at + 1)).slice(1, -1)}"`;
}

function oddNumber(value: number, random: Random): string {
  const plain = JSON.stringify(value);
  if (!random.chance(0.1)) return plain;
  const ways = [`${plain}e0`, `${plain}E+00`, value.toExponential(), value.toExponential(20)];
  if (Number.isInteger(value)) ways.push(`${plain}.0`, `${plain}.000000000000000000`);
  return random.pick(ways);
}
