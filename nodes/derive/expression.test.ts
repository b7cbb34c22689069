import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExpression, compileExpression, ExpressionError, LONGEST_SOURCE } from './expression.ts';

type Data = Readonly<Record<string, unknown>>;

function reader(data: Data, envelope: Data = {}) {
  return (path: string): unknown => {
    if (path.startsWith('$')) return envelope[path];
    let value: unknown = data;
    for (const name of path.split('.')) {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
        return undefined;
      value = (value as Data)[name];
    }
    return value;
  };
}

const evaluate = (source: string, data: Data = {}, envelope: Data = {}) =>
  compileExpression(source).evaluate(reader(data, envelope));

describe('values', () => {
  it.each<[string, unknown]>([
    ['amount * 2', 20],
    ['amount / 4', 2.5],
    ['7 / 2', 3],
    ['7 / 2.0', 3.5],
    ['-7 / 2', -3],
    ['amount % 3', 1],
    ['7 % 3 == 1', true],
    ['size("abcd") / 3', 1],
    ['(true ? 1 : 2) / 2', 0],
    ['store.city + "!"', 'Seoul!'],
    ['amount > 5 ? "high" : "low"', 'high'],
    ['amount in [1, 10]', true],
    ['"city" in store', true],
    ['1 == 1.0 && 1 != "1"', true],
    ['{"a": amount, "b": [1, "x"]}', { a: 10, b: [1, 'x'] }],
    ['{"a": {"b": 3}}.a.b', 3],
    ['items[1].price', 5],
    ['items.map(i, i.price * 2)', [2, 10]],
    ['items.map(i, i.price > 1, i.price)', [5]],
    ['items.filter(i, i.price > 1).size()', 1],
    ['items.exists(i, i.price == 5) && !items.all(i, i.price == 5)', true],
    ['items.exists_one(i, i.price == 5)', true],
    [
      'items.map(i, items.map(j, i.price * j.price))',
      [
        [1, 5],
        [5, 25],
      ],
    ],
    ['string(amount) + "원"', '10원'],
    ['string(amount / 4)', '2.5'],
    ['int("12") + int(2.9)', 14],
    ['double("1e3")', 1000],
    ['"a-b-c".split("-").join("+")', 'a+b+c'],
    ['"abc".substring(1, 2) + "abc".upperAscii()', 'bABC'],
    ['"aXbX".replace("X", "yy")', 'ayybyy'],
    ['"a1".matches("[0-9]") && "a1".startsWith("a") && !"a1".contains("b")', true],
    ['"한글".size()', 2],
    ['math.greatest(1, amount, 3) + math.least([4, 2])', 12],
    ['round(1.005, 2)', 1.01],
    ['round(-2.5)', -3],
    ['math.floor(2.7) + ceil(2.1) + abs(-1)', 6],
    ['null', null],
    ['has(store.city) && !has(store.zip) && has(amount) && !has(phone)', true],
    ['has(phone) ? phone : "none"', 'none'],
    ['phone == "x" || amount == 10', true],
    ['!(phone == "x" && amount == 11)', true],
    ['-(amount)', -10],
    ['amount // the amount', 10],
  ])('%s', (source, expected) => {
    const data = { amount: 10, store: { city: 'Seoul' }, items: [{ price: 1 }, { price: 5 }] };
    expect(evaluate(source, data)).toEqual(expected);
  });

  it('reaches the envelope as the rest of a flow does', () => {
    const envelope = { $time: Date.parse('2026-03-02T16:30:00Z'), $type: 't.a', $subject: 'C1' };
    const data = { at: '2026-03-02T16:00:00+00:00' };
    expect(evaluate('$type + $subject', data, envelope)).toBe('t.aC1');
    expect(evaluate('$time', data, envelope)).toBe('2026-03-02T16:30:00.000Z');
    expect(evaluate('$time.getHours("Asia/Seoul")', data, envelope)).toBe(1);
    expect(evaluate('$time.getDate("Asia/Seoul") - $time.getDate()', data, envelope)).toBe(1);
    expect(evaluate('$time - timestamp(at)', data, envelope)).toBe('1800s');
    expect(evaluate('$time - timestamp(at) > duration("PT20M")', data, envelope)).toBe(true);
    expect(evaluate('$time > 1700000000000', data, envelope)).toBe(true);
    expect(evaluate('timestamp(at) + duration("1h30m")', data, envelope)).toBe('2026-03-02T17:30:00.000Z');
    expect(evaluate('timestamp(at).getDayOfYear() + timestamp(at).getMonth()', data, envelope)).toBe(62);
  });

  it('takes names that the grammar does not', () => {
    const data = { 고객번호: 'C1', 'daily-limit': 5, package: 'p', 매장: { 도시: '서울', in: 1 }, a$b: 2 };
    expect(evaluate('고객번호 + package + 매장.도시', data)).toBe('C1p서울');
    expect(evaluate('`daily-limit` + 매장.in + a$b', data)).toBe(8);
    expect(evaluate('"고객번호 $time" + r"\\package"', data)).toBe('고객번호 $time\\package');
    expect(compileExpression('고객번호 == 매장.도시 && has(`daily-limit`)').reads).toEqual([
      '고객번호',
      '매장.도시',
      'daily-limit',
    ]);
    expect(checkExpression('a`b`')).toBeDefined();
  });

  it('says which paths it reads, each once and whole', () => {
    expect(compileExpression('store.city + store.city + items[0].x + $type').reads).toEqual([
      'store.city',
      'items',
      '$type',
    ]);
    expect(compileExpression('items.map(x, x.price + fee)').reads).toEqual(['items', 'fee']);
    expect(compileExpression('has(a.b) ? a.b : 0').reads).toEqual(['a.b']);
  });
});

describe('failures', () => {
  it.each([
    'phone',
    'store.zip',
    'n + 1',
    'amount + "1"',
    'amount < "1"',
    'amount && true',
    'items[5]',
    'items["x"]',
    '1 / 0',
    'amount / 0',
    'amount % 0',
    '9007199254740991 + 1',
    'double("abc")',
    'int("1.5")',
    'math.sqrt(-1)',
    'timestamp("yesterday")',
    'duration("1 day")',
    '$time.getHours("Mars/X")',
    'constructor',
    'store.constructor',
    'store["__proto__"]',
    'store.toString',
    '{"__proto__": 1}',
    '{1: 2}',
    '[].constructor',
    '"x".length',
    'min([])',
    '"a".substring(3)',
    'amount ? 1 : 2',
    'items.all(i, i.price)',
    '!amount',
    '-"x"',
    'store < store',
  ])('%s fails with the event at hand', (source) => {
    const { evaluate: run } = compileExpression(source);
    const read = reader({ amount: 10, n: null, store: { city: 'x' }, items: [{ price: 1 }] }, { $time: 0 });
    expect(() => run(read)).toThrow(ExpressionError);
  });

  it.each([
    '',
    '  ',
    '1 +',
    '"open',
    'a b',
    'foo(1)',
    'size()',
    'size(1, 2)',
    'x.eval("1")',
    '"x".matches("(")',
    'b"x"',
    '5u',
    '__proto__',
    '[1].map(1, 2)',
    'items.map(i)',
    'has(1)',
    'has()',
    'type(1)',
    'cel.bind(x, 1, x)',
    'a ? b',
    '{a}',
    '99999999999999999999',
    '`a.b`',
    'a?.b',
    'x'.repeat(LONGEST_SOURCE + 1),
    '('.repeat(3000),
    '!'.repeat(4000),
    `1${'+1'.repeat(2000)}`,
    `a${'.a'.repeat(2000)}`,
    'a'.concat('+b'.repeat(70)),
  ])('no expression: %#', (source) => {
    expect(() => compileExpression(source)).toThrow(ExpressionError);
    const text = checkExpression(source)!;
    expect(text.ko).toMatch(/[가-힣]/);
    expect(text.en).toMatch(/[a-z]/);
  });

  it('names the place', () => {
    expect(checkExpression('고객번호 ==')?.en).toContain('character 8');
  });
});

describe('limits', () => {
  const list = Array.from({ length: 100_000 }, (_, i) => i);
  const text = 'a'.repeat(60_000);
  it.each([
    'list.all(x, list.all(y, y >= 0))',
    'list.exists(x, text.matches("(a*)*(a*)*b"))',
    'list.all(x, text.startsWith(text))',
    'list.exists(x, x.y)',
    'text + text',
    'text.replace("a", text)',
    'list.map(x, list)',
    'text.split("")',
  ])('%s ends soon', (source) => {
    expect(() => evaluate(source, { list, text })).toThrow(ExpressionError);
  });

  it('matches hostile patterns in linear time', () => {
    expect(evaluate('text.matches("^(a|aa)*b$")', { text })).toBe(false);
  });

  it('does not follow values that lie too deep', () => {
    const nested = () => Array.from({ length: 5000 }).reduce<unknown>((inner) => [inner], 1);
    const [deep, other] = [nested(), nested()];
    expect(() => evaluate('deep', { deep })).toThrow(ExpressionError);
    expect(() => evaluate('deep == other', { deep, other })).toThrow(ExpressionError);
  });
});

describe('whatever is written', () => {
  const piece = fc.constantFrom(
    'a',
    'b.c',
    '$time',
    'items',
    '1',
    '2.5',
    '"x"',
    'null',
    'true',
    '+',
    '-',
    '*',
    '/',
    '%',
    '<',
    '==',
    '!=',
    '&&',
    '||',
    '!',
    '?',
    ':',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    '.',
    'in',
    'has(',
    'size(',
    '.map(x, x)',
    '.matches("a*")',
    '한글',
    '`q`',
    'x',
    '.constructor',
    '__proto__',
    "'",
    '"',
    '\\',
    ' ',
  );
  const anyData = fc.dictionary(fc.constantFrom('a', 'b', 'items', 'x'), fc.jsonValue({ maxDepth: 3 }));

  it('throws nothing but its own error, and gives JSON', () => {
    const source = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.array(piece, { maxLength: 14 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(source, anyData, (text, data) => {
        try {
          const value = evaluate(text, data, { $time: 0 });
          expect(JSON.parse(JSON.stringify(value))).toEqual(value);
        } catch (error) {
          if (!(error instanceof ExpressionError)) throw error;
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('computes doubles as JavaScript does', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(double, double, (a, b) => {
        expect(evaluate('a + b * a - b', { a, b })).toBeCloseTo(a + b * a - b, 6);
        expect(evaluate('a < b', { a, b })).toBe(a < b);
        expect(evaluate('a == b', { a, b })).toBe(a === b);
      }),
    );
  });
});
