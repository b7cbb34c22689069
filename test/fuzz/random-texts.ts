/**
 * Pieces of JSON for fuzzing the scanners, written as Latin-1: each character is one byte, so that what is no UTF-8 can
 * be written too. Most pieces are JSON; now and then one is almost JSON.
 */
import fc from 'fast-check';

export type Bytes = fc.Arbitrary<string>;

/** A text's UTF-8, as Latin-1. */
export const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
export const bytesOf = (latin1: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(latin1, 'latin1'));
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex').toString('latin1');

/** One of several, the first so many times likelier than all others together. */
export const mostly = (usual: Bytes, times: number, ...others: Bytes[]): Bytes =>
  fc.oneof({ arbitrary: usual, weight: times * others.length }, ...others);

export const space: Bytes = mostly(
  fc.constant(''),
  6,
  fc.constantFrom(' ', '\t', '\r', '  ', ' \t\r ', ' '.repeat(16), ' '.repeat(33)),
);

/** Sequences that are no UTF-8: too long, surrogates, beyond the end, cut off, without a beginning. */
const NOT_UTF8 = [
  ...[
    '80',
    'bf',
    'c0 80',
    'c1 bf',
    'c2',
    'c3 28',
    'e0 80 80',
    'e0 9f bf',
    'e0 a0',
    'e2 28 a1',
    'e2 82 28',
    'e2 82',
  ],
  ...[
    'ed a0 80',
    'ed bf bf',
    'ed a0 bd ed b8 80',
    'ef bf',
    'f0 80 80 80',
    'f0 8f bf bf',
    'f0 90 80',
    'f0 90 28 bc',
  ],
  ...[
    'f0 28 8c bc',
    'f4 90 80 80',
    'f5 80 80 80',
    'f8 88 80 80 80',
    'fc 84 80 80 80 80',
    'fe',
    'ff',
    'ff ff ff ff',
  ],
].map(hex);

const UTF8 = [
  'é',
  '가',
  '텍스트',
  '😀',
  '\ufeff',
  '\uffff',
  '\u{10ffff}',
  '\u007f',
  '\u0080',
  '\u07ff',
  '\u0800',
  '\ufffd',
].map(utf8);

const ESCAPES = [
  ...[
    '\\"',
    '\\\\',
    '\\/',
    '\\b',
    '\\f',
    '\\n',
    '\\r',
    '\\t',
    '\\u0041',
    '\\u00e9',
    '\\uFEFF',
    '\\u0000',
    '\\u000a',
  ],
  ...[
    '\\ud83d\\ude00',
    '\\uD83D',
    '\\ude00',
    '\\ude00\\ud83d',
    '\\ud83d\\u0041',
    '\\\\u0041',
    '\\u0022',
    '\\u005c',
  ],
];

/** What no string may hold. */
const BROKEN = ['\\x', '\\u12g4', '\\u123', '\\', '\\u', '\0', '\t', '\u001f', '\r', '"', '\\U0041', '\\\t'];

const pad: Bytes = fc
  .oneof(
    { arbitrary: fc.nat(8), weight: 5 },
    fc.integer({ min: 10, max: 20 }),
    fc.integer({ min: 26, max: 36 }),
    fc.nat(70),
  )
  .map((length) => 'abcdefghijklmnop'.repeat(5).slice(0, length));

const special: Bytes = fc.oneof(
  { arbitrary: fc.constantFrom(...ESCAPES), weight: 4 },
  { arbitrary: fc.constantFrom(...UTF8), weight: 4 },
  { arbitrary: fc.constantFrom(...NOT_UTF8), weight: 2 },
);

/** The inside of a string that may stand anywhere: its end falls on each offset of sixteen bytes. */
const usualInside: Bytes = pad;
const oddInside: Bytes = fc
  .array(fc.tuple(pad, special), { minLength: 1, maxLength: 3 })
  .chain((parts) => pad.map((end) => parts.flat().join('') + end));
const brokenInside: Bytes = fc.tuple(pad, fc.constantFrom(...BROKEN), pad).map((parts) => parts.join(''));
/** What a string may hold that is no plain ASCII, and what it may not. */
export const ODD = { utf8: UTF8, notUtf8: NOT_UTF8, escapes: ESCAPES, broken: BROKEN };

export const inside: Bytes = fc.oneof(
  { arbitrary: usualInside, weight: 24 },
  { arbitrary: oddInside, weight: 12 },
  { arbitrary: brokenInside, weight: 1 },
);

const digits = (least: number, most: number): Bytes =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });

const writtenNumber: Bytes = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(fc.constantFrom('0', '1', '9'), digits(1, 24)),
    fc.oneof(
      { arbitrary: fc.constant(''), weight: 2 },
      digits(1, 24).map((some) => `.${some}`),
    ),
    fc.oneof(
      { arbitrary: fc.constant(''), weight: 3 },
      fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-', 'E-'), digits(1, 4)).map((parts) => parts.join('')),
    ),
  )
  .map((parts) => parts.join(''));

export const number: Bytes = fc.oneof(
  {
    arbitrary: fc.constantFrom('0', '1', '5', '-0', '-1.5', '820000', '37.5', '123456789012345', '0.1'),
    weight: 6,
  },
  { arbitrary: writtenNumber, weight: 4 },
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.maxSafeInteger().map(String),
  fc.constantFrom(
    ...[
      '1e400',
      '-1e400',
      '1e-400',
      '5e-324',
      '2.4703282292062327e-324',
      '1.7976931348623157e308',
      '1e308',
      '0e999',
    ],
    ...[
      '9007199254740993',
      '999999999999999',
      '9999999999999999',
      '12345678901234567',
      '0.30000000000000004',
      '-0.0',
    ],
    ...[
      '0.000000000000001',
      '0.0000000000000001',
      '1e5',
      '-0e0',
      '100000000000000000000',
      '18446744073709551617',
    ],
    ...[
      '123456789.123456',
      '1234567.12345678',
      '4.35',
      '1.005',
      '9.995',
      '72057594037927945',
      '8.41',
      '0.1e1',
    ],
  ),
);

const brokenNumber = fc.constantFrom(
  ...[
    '01',
    '00',
    '-01',
    '1.',
    '.5',
    '+1',
    '-',
    '1e',
    '1e+',
    '0x10',
    'NaN',
    'Infinity',
    '-Infinity',
    '1_0',
    '--1',
    '1.e5',
  ],
);
const literal = fc.constantFrom('true', 'false', 'null');
const brokenLiteral = fc.constantFrom(
  'tru',
  'nul',
  'fals',
  'True',
  'nullx',
  'truee',
  'falsey',
  'undefined',
  '',
);

const nested: Bytes = fc
  .tuple(
    fc.oneof(fc.integer({ min: 36, max: 43 }), fc.integer({ min: 197, max: 202 })),
    fc.constantFrom(['[', ']'], ['{"amount":', '}'], ['[{"d":', '}]'], [' [ 1 , ', ' ] ']),
    fc.constantFrom('1', '""', '[]', '{}', '"amount"'),
  )
  .map(([depth, [open, close], core]) => open.repeat(depth) + core + close.repeat(depth));

/** @param names what members of objects are called, as the insides of strings */
export function jsonOf(names: Bytes): Bytes {
  const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: number, weight: 16 },
      { arbitrary: inside.map((text) => `"${text}"`), weight: 16 },
      { arbitrary: literal, weight: 6 },
      { arbitrary: fc.oneof(brokenNumber, brokenLiteral), weight: 1 },
      { arbitrary: nested, weight: 1 },
      { arbitrary: tie('object'), weight: 4 },
      { arbitrary: tie('list'), weight: 2 },
    ),
    list: fc
      .tuple(space, fc.array(padded(tie('value')), { maxLength: 4 }))
      .map(([gap, items]) => `[${gap}${items.join(',')}]`),
    object: objectOf(names, tie('value')),
  }));
  return value;
}

export function objectOf(names: Bytes, values: Bytes): Bytes {
  const member = fc.tuple(padded(names.map((name) => `"${name}"`)), padded(values));
  return fc
    .tuple(
      space,
      fc.array(member, { maxLength: 6 }),
      mostly(fc.constant(''), 40, fc.constantFrom(',', ',,', '"', ':')),
    )
    .map(([gap, members, end]) => `{${gap}${members.map((parts) => parts.join(':')).join(',')}${end}}`);
}

/** With white space around. */
export function padded(piece: Bytes): Bytes {
  return fc.tuple(space, piece, space).map((parts) => parts.join(''));
}
