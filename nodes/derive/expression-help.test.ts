import { describe, expect, it } from 'vitest';
import { checkExpression, compileExpression } from './expression.ts';
import { FUNCTIONS, METHODS } from './expression-functions.ts';
import { EXPRESSION_WORDS } from './expression-help.ts';
import { MACROS } from './expression-macros.ts';

const named = (...kinds: string[]) =>
  EXPRESSION_WORDS.filter(({ kind }) => kinds.includes(kind))
    .map(({ name }) => name)
    .sort();

describe('what is told of expressions', () => {
  it('is all that the engine has, and nothing else', () => {
    expect(named('function')).toEqual([...FUNCTIONS.keys(), 'has'].sort());
    expect(named('method')).toEqual([...METHODS.keys()].sort());
    expect(named('macro')).toEqual([...MACROS].sort());
  });

  it.each(EXPRESSION_WORDS)('$name: $example', ({ name, kind, example, signature, help }) => {
    expect(checkExpression(example)).toBeUndefined();
    expect(compileExpression(example).evaluate(() => undefined)).not.toBeNull();
    for (const sign of name.split(' ')) expect(example).toContain(sign);
    expect(help.ko).toMatch(/니다\.$/);
    expect(help.en).toMatch(/\.$/);
    if (kind !== 'operator') for (const text of [signature.ko, signature.en]) expect(text).toContain(name);
  });
});
