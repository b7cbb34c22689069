import { describe, expect, it } from 'vitest';
import { LARGEST_YAML, looksLikeYaml, parseYamlText } from './parse-yaml-text.ts';

const problemOf = (text: string) => {
  const parsed = parseYamlText(text);
  return 'problem' in parsed ? parsed.problem.en : undefined;
};

describe('YAML', () => {
  it('is read with the types of JSON, and nothing else', () => {
    const text = 'a: 1\nb: [yes, 2026-03-02, "3"]\nc: null\nd: {e: true}\n<<: {x: 1}\nf: !!js/function "x"\n';
    expect(parseYamlText(text)).toEqual({
      values: [{ a: 1, b: ['yes', '2026-03-02', '3'], c: null, d: { e: true }, '<<': { x: 1 }, f: 'x' }],
    });
  });

  it('takes the last of a name that is there twice, as JSON does', () => {
    expect(parseYamlText('a: 1\na: 2\n')).toEqual({ values: [{ a: 2 }] });
  });

  it('puts parts where their names stand', () => {
    expect(parseYamlText('a: &x {n: 1}\nb: *x\n')).toEqual({ values: [{ a: { n: 1 }, b: { n: 1 } }] });
  });

  it('is no way to the prototypes of objects', () => {
    const parsed = parseYamlText('__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\n');
    expect(parsed).toHaveProperty('values');
    expect({}).not.toHaveProperty('polluted');
  });

  it('says where it is none', () => {
    expect(problemOf('asyncapi: 3.0.0\ninfo: [1,\n')).toMatch(/line \d+, column \d+/);
    expect(problemOf('--- 1\n--- 2\n')).toContain('line 2');
  });

  it('is refused quickly where few lines mean much', () => {
    const bomb = ['a: &a [1,1,1,1,1,1,1,1,1,1]'];
    for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg', 'ih'])
      bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join()}]`);
    expect(problemOf(bomb.join('\n'))).toContain('aliases');
    expect(problemOf('a: *nowhere')).toBeDefined();
    expect(problemOf('['.repeat(200_000))).toBeDefined();
    expect(problemOf(`a: "${'x'.repeat(LARGEST_YAML)}"`)).toContain('256 KiB');
  });

  it('is told from broken JSON', () => {
    expect(looksLikeYaml('# c\nasyncapi: "2.6.0"')).toBe(true);
    expect(looksLikeYaml('$schema: x\ntype: object')).toBe(true);
    expect(looksLikeYaml('{"title": 1,,}')).toBe(false);
    expect(looksLikeYaml('hello')).toBe(false);
  });
});
