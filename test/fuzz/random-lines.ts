/**
 * test/fuzz: the scanners held against `JSON.parse`, over random bytes and at every edge.
 *
 * This file: random lines of NDJSON, CloudEvents mostly, with all that may be odd about them.
 */
import fc from 'fast-check';
import {
  type Bytes,
  bytesOf,
  inside,
  jsonOf,
  mostly,
  objectOf,
  padded,
  space,
  utf8,
} from './random-texts.ts';

const FORTY = 'a-name-that-is-forty-bytes-long-0123456'.padEnd(40, '!');

/** Wanted names: of each length about the words that are compared, alike up to a word's end, beyond ASCII. */
const NAMES = [
  ...[
    'amount',
    'store',
    'city',
    'a',
    'b',
    'd',
    '',
    'seven77',
    'eight888',
    'nine99999',
    'eight888a',
    'eight888b',
  ],
  ...[
    'fifteen-bytes15',
    'sixteen-bytes-16',
    'seventeen-bytes17',
    'sixteen-bytes-16x',
    'sixteen-bytes-16y',
    FORTY,
  ],
  ...['가맹점', '가맹점명', 'é', '😀', 'a\ufffd', 'data', 'id', '__proto__', 'constructor', 'toString'],
];

/** What flows read. `d` goes deeper than a scanner follows; a lone surrogate can only come by an escape. */
export const PATHS = [
  ...NAMES.filter((name) => name !== 'd'),
  ...[
    'store.city',
    'store.a.b',
    'store.eight888.amount',
    'a.b.a.b',
    '가맹점.é',
    '__proto__.a',
    'b.',
    '.a',
    '\ud800',
  ],
  Array.from({ length: 45 }, () => 'd').join('.'),
  ...['$id', '$source', '$type', '$subject', '$time', '$other'],
];

/** Of events of this type only these are read. */
export const FEW = 'type.few';
export const FEW_PATHS = ['amount', 'store.a.b', '$id', 'sixteen-bytes-16y'];

const name: Bytes = mostly(
  fc.constantFrom(...NAMES.map(utf8)),
  25,
  // Almost one that is wanted, one by an escape, one that decodes to the same text, and any other.
  fc.constantFrom(
    ...[
      'eight88',
      'eight888c',
      'eight8888',
      'sixteen-bytes-16z',
      'sixteen-bytes-1',
      `${FORTY}!`,
      FORTY.slice(0, 39),
    ],
    ...['am\\u006funt', '\\u0061', 'stor\\u0065', '\\ud800', '\\uD800', 'a\\ufffd', 'city\\u0000', 'Amount'],
    ...['a\xff', 'a\xef\xbf', '\xed\xa0\x80', 'amount\xff', '\xf0\x9f\x98', 'eight888\0'],
  ),
  inside,
);

const value = jsonOf(name);

const two = (...numbers: number[]) =>
  fc.constantFrom(...numbers.map((each) => String(each).padStart(2, '0')));

/** Times of every form, with some that are none. */
export const timeText: Bytes = fc
  .record({
    year: fc.oneof(
      { arbitrary: fc.constantFrom('2026', '2024'), weight: 4 },
      fc.constantFrom(
        '0000',
        '0001',
        '0004',
        '0100',
        '0400',
        '1582',
        '1600',
        '1900',
        '1969',
        '1970',
        '2000',
        '2100',
        '9999',
      ),
      fc.constantFrom('10000', '-001', '+026', '20 6', '202x'),
    ),
    month: mostly(two(1, 2, 3, 4, 11, 12), 12, fc.constantFrom('00', '13', '1', 'x1')),
    day: mostly(two(1, 2, 15, 28, 29), 12, two(30, 31, 0, 32), fc.constantFrom('1', '0x')),
    t: mostly(fc.constant('T'), 16, fc.constantFrom('t', ' ', '_', '\xf4')),
    hour: mostly(two(0, 1, 9, 23), 16, fc.constantFrom('24', '99', '1')),
    minute: mostly(two(0, 30, 59), 16, fc.constantFrom('60', '5')),
    second: mostly(two(0, 30, 59), 10, fc.constantFrom('60', '61', '5')),
    fraction: mostly(
      fc.constantFrom(
        '',
        '.000',
        '.5',
        '.123',
        '.9999',
        '.123456789',
        '.0009',
        '.000000000000000000000000000001',
      ),
      16,
      fc.constantFrom('.', ',5', '.12x'),
    ),
    offset: mostly(
      fc.constantFrom('Z', 'z', '+09:00', '-05:30', '+00:00', '-00:00', '+23:59', '-23:59'),
      16,
      fc.constantFrom('', '+0900', '+24:00', '+09:60', '+9:00', 'ZZ', 'Z ', '\\u005a', '\xfa', '+09:00 '),
    ),
  })
  .map(
    ({ year, month, day, t, hour, minute, second, fraction, offset }) =>
      `${year}-${month}-${day}${t}${hour}:${minute}:${second}${fraction}${offset}`,
  );

const usualTime: Bytes = fc
  .tuple(fc.nat(59), fc.nat(999))
  .map(
    ([second, ms]) =>
      `2026-03-02T09:00:${String(second).padStart(2, '0')}.${String(ms).padStart(3, '0')}+09:00`,
  );

const quoted = (piece: Bytes) => piece.map((text) => `"${text}"`);
/** A string that is not empty, mostly; now and then empty, odd, or no string. */
const filled = (usual: Bytes) => mostly(quoted(usual), 20, quoted(inside), value);

const type: Bytes = fc.oneof(
  {
    arbitrary: fc.constantFrom('t', FEW, 'bank.transaction.posted', '0123456789abcdef', utf8('유형'), FORTY),
    weight: 6,
  },
  fc.nat(3000).map((each) => `type.${each}`),
);

interface Member {
  readonly name: string;
  readonly value: string;
}

const member = (called: string, ...values: Bytes[]): fc.Arbitrary<Member> =>
  fc.record({
    name: mostly(
      fc.constant(called),
      60,
      fc.constant(`\\u00${called.charCodeAt(0).toString(16)}${called.slice(1)}`),
    ),
    value: fc.oneof(...values),
  });

const data = objectOf(name, value);

const members: fc.Arbitrary<Member[]> = fc
  .record({
    needed: fc.tuple(
      member('id', filled(fc.nat(99).map((each) => `e${each}`))),
      member('source', filled(fc.constantFrom('/s', '/a/long/source/of/events', utf8('/출처')))),
      member('type', filled(type)),
    ),
    time: fc.option(
      member('time', mostly(quoted(usualTime), 2, quoted(timeText), mostly(quoted(timeText), 20, value))),
      { freq: 12 },
    ),
    data: fc.option(member('data', mostly(data, 30, value)), { freq: 15 }),
    subject: fc.option(
      member(
        'subject',
        mostly(
          quoted(fc.constantFrom('s', 'C001', 'a-subject-of-more-than-16-bytes')),
          5,
          quoted(inside),
          value,
        ),
      ),
      { freq: 2 },
    ),
    version: fc.option(
      member(
        'specversion',
        mostly(
          fc.constant('"1.0"'),
          20,
          fc.constantFrom('"1.\\u0030"', '"0.3"', '1.0', '"1.0 "', 'null', '"1.00"'),
        ),
      ),
      { freq: 2 },
    ),
    others: fc.array(fc.record({ name, value }), { maxLength: 2 }),
    again: mostly(
      fc.constant(''),
      25,
      fc.constantFrom('id', 'source', 'type', 'time', 'data', 'subject', 'specversion'),
    ),
    lost: mostly(fc.constant(''), 25, fc.constantFrom('id', 'source', 'type')),
  })
  .chain(({ needed, time, data, subject, version, others, again, lost }) => {
    const present = [...needed, time, data, subject, version].filter((each) => each !== null);
    const all = [
      ...present.filter((each) => each.name !== lost),
      ...present.filter((each) => each.name === again),
      ...others,
    ];
    return fc
      .boolean()
      .chain((isShuffled) =>
        isShuffled ? fc.shuffledSubarray(all, { minLength: all.length }) : fc.constant(all),
      );
  });

const event: Bytes = fc
  .tuple(
    members.chain((all) =>
      fc.tuple(
        ...all.map((each) =>
          fc.tuple(space, space, space).map(([a, b, c]) => `${a}"${each.name}"${b}:${c}${each.value}`),
        ),
      ),
    ),
    space,
  )
  .map(([parts, end]) => `{${parts.join(',')}${end}}`);

const line: Bytes = mostly(
  padded(event),
  15,
  fc.constantFrom(
    '',
    ' ',
    '\r',
    '\t \r',
    '[]',
    '{}',
    'null',
    'x',
    '{',
    '"',
    '\ufeff'.slice(0, 0),
    utf8('\ufeff{}'),
    '\0',
  ),
  fc.tuple(event, fc.constantFrom(' x', '}', ',', '\0', utf8('\u00a0'), '{}')).map((parts) => parts.join('')),
);

interface Damage {
  readonly kind: 'flip' | 'insert' | 'delete' | 'swap';
  readonly at: number;
  readonly byte: number;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('flip', 'insert', 'delete', 'swap'),
  at: fc.nat(100_000),
  byte: fc.oneof(
    fc.constantFrom(...Buffer.from('"\\,:{}[]-+.eE0 9tT\r\n\t\0z\xff\xc0\xed', 'latin1')),
    fc.nat(255),
  ),
});

function damaged(text: string, { kind, at: anywhere, byte }: Damage): string {
  if (text === '') return text;
  const at = anywhere % text.length;
  const before = text.slice(0, at);
  switch (kind) {
    case 'flip':
      return before + String.fromCharCode(byte) + text.slice(at + 1);
    case 'insert':
      return before + String.fromCharCode(byte) + text.slice(at);
    case 'delete':
      return before + text.slice(at + 1);
    default:
      return before + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  }
}

const ending = mostly(fc.constant('\n'), 10, fc.constantFrom('\r\n', '\n\n', '\n \n', '\n\r\n', '\n\t\n\n'));

/** A block of lines, the last one with or without a line feed. */
export const block: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .record({
    lines: fc.array(fc.tuple(line, ending), { minLength: 1, maxLength: 8 }),
    isEnded: fc.boolean(),
    damages: fc.oneof(fc.constant<Damage[]>([]), fc.array(damage, { maxLength: 4 })),
  })
  .map(({ lines, isEnded, damages }) => {
    const text = lines.map((parts) => parts.join('')).join('');
    const cut = isEnded ? text : text.replace(/[\r\n]+$/, '');
    return bytesOf(damages.reduce(damaged, cut));
  });

/** Single lines, to be made longer or repeated. */
export const someLine: Bytes = line;
export const someEvent: Bytes = event;
