import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventTypeInfo } from '../../nodes/kit/define-node.ts';
import { writeAsyncApi } from './async-api/write-async-api.ts';
import { shippedEventTypes } from './catalogue.ts';
import { writeJsonSchema, writeJsonSchemas } from './json-schema/write-json-schema.ts';
import { readCatalogueText } from './read-catalogue-text.ts';
import { anEventType, inOrder } from './testing-types.ts';

const someTypes = fc.uniqueArray(anEventType, { maxLength: 5, selector: ({ type }) => type });

function readBack(document: unknown, fallback?: string) {
  const result = readCatalogueText(JSON.stringify(document), fallback);
  if ('problem' in result) throw new Error(result.problem.en);
  return result;
}

const typesOf = (document: unknown, fallback?: string) => readBack(document, fallback).types.map(inOrder);
const notesOf = (document: unknown, fallback = 'x') =>
  readBack(document, fallback).notes.map(({ message }) => message.en);

describe('what is written is read back', () => {
  it('one type, as JSON Schema', () => {
    fc.assert(
      fc.property(anEventType, fc.constantFrom('ko' as const, 'en' as const), (info, language) => {
        expect(typesOf(writeJsonSchema(info, language))).toEqual([inOrder(info)]);
      }),
    );
  });

  it('many types, as JSON Schema and as AsyncAPI, with nothing to say about it', () => {
    fc.assert(
      fc.property(someTypes, (types) => {
        fc.pre(types.length > 0);
        const sorted = (list: readonly EventTypeInfo[]) =>
          [...list].sort((a, b) => (a.type < b.type ? -1 : 1));
        expect(sorted(typesOf(writeJsonSchemas(types)))).toEqual(sorted(types.map(inOrder)));
        const result = readBack(writeAsyncApi(types));
        expect(sorted(result.types.map(inOrder))).toEqual(sorted(types.map(inOrder)));
        expect(result.notes).toEqual([]);
      }),
    );
  });

  it('the types that ship, in every format', () => {
    for (const document of [
      writeJsonSchemas(shippedEventTypes),
      writeAsyncApi(shippedEventTypes, 'ko'),
      { types: shippedEventTypes },
    ])
      expect(new Map(typesOf(document).map((info) => [info.type, info]))).toEqual(
        new Map(shippedEventTypes.map((info) => [info.type, inOrder(info)])),
      );
  });
});

describe('JSON Schema of others', () => {
  it('is taken with its references, and what has no place is said', () => {
    const schema = {
      $id: 'https://example.com/schemas/order.placed.schema.json',
      title: 'Order placed',
      type: 'object',
      required: ['orderId'],
      allOf: [{ properties: { channel: { enum: ['web', 'app', null] } } }],
      properties: {
        orderId: { type: 'integer', minimum: 1, example: 7 },
        placedAt: { type: ['string', 'null'], format: 'date-time' },
        customer: { $ref: '#/$defs/customer' },
        note: { oneOf: [{ type: 'string' }, { type: 'number' }] },
        lines: { type: 'array', items: { properties: { sku: { type: 'string' } } } },
        far: { $ref: 'https://evil.example/schema.json' },
        'a.b': { type: 'string' },
        constructor: { type: 'string' },
        status: { const: 'open' },
      },
      $defs: {
        customer: {
          type: 'object',
          properties: { name: { type: 'string' }, parent: { $ref: '#/$defs/customer' } },
        },
      },
    };
    const { types, notes } = readBack(schema);
    expect(types).toHaveLength(1);
    expect(types[0].type).toBe('order.placed');
    expect(types[0].fields.map(({ path, type, values }) => [path, type, values])).toEqual([
      ['channel', 'string', ['web', 'app']],
      ['orderId', 'number', undefined],
      ['placedAt', 'time', undefined],
      ['customer.name', 'string', undefined],
      ['note', 'unknown', undefined],
      ['lines', 'list', undefined],
      ['status', 'string', ['open']],
    ]);
    const said = notes.map(({ message }) => message.en).join('\n');
    for (const word of [
      'never fetched',
      'back to itself',
      '“required”',
      '“minimum”',
      'no single type',
      'into lists',
      '“a.b”',
      '“constructor”',
    ])
      expect(said).toContain(word);
  });

  it('ends where it leads back to itself, is deep, or grows without end', () => {
    expect(notesOf({ $ref: '#' })).not.toEqual([]);
    expect(
      notesOf({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }),
    ).not.toEqual([]);
    let deep: object = { type: 'string' };
    for (let i = 0; i < 60; i++) deep = { type: 'object', properties: { a: deep } };
    expect(notesOf(deep).join()).toContain('too deep');
    // Each level twice the one before: 2^40 fields, were nobody counting.
    const doubled = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `d${i}`,
        {
          type: 'object',
          properties: { a: { $ref: `#/$defs/d${i + 1}` }, b: { $ref: `#/$defs/d${i + 1}` } },
        },
      ]),
    );
    const started = performance.now();
    expect(notesOf({ ...doubled.d0, $defs: doubled }).length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is not led into prototypes', () => {
    const text =
      '{"type":"object","properties":{"__proto__":{"type":"string"},"ok":{"$ref":"#/__proto__/x"},"b":{"type":"toString"}}}';
    const result = readCatalogueText(text, 't');
    expect('types' in result && result.types[0].fields.map(({ path, type }) => [path, type])).toEqual([
      ['b', 'unknown'],
    ]);
  });
});

describe('AsyncAPI of others', () => {
  const payload = { type: 'object', properties: { amount: { type: 'number' } } };

  it.each([
    [
      '2.6',
      {
        asyncapi: '2.6.0',
        channels: {
          'pay/done': { subscribe: { message: { $ref: '#/components/messages/paid' } } },
          both: {
            publish: {
              message: {
                oneOf: [
                  { name: 'a', payload },
                  { name: 'b', payload: { ...payload } },
                ],
              },
            },
          },
        },
        components: { messages: { paid: { name: 'pay.done', title: 'Paid', payload } } },
      },
      ['pay.done', 'b'],
    ],
    [
      '3.0',
      {
        asyncapi: '3.0.0',
        channels: {
          pay: { address: 'pay.done', messages: { paid: { $ref: '#/components/messages/paid' } } },
        },
        components: {
          messages: {
            paid: {
              title: 'Paid',
              payload: { schemaFormat: 'application/schema+json;version=draft-07', schema: payload },
            },
          },
        },
      },
      ['pay.done'],
    ],
  ])('%s', (_, document, names) => {
    const { format, types } = readBack(document);
    expect(format).toBe('async-api');
    expect(types.map(({ type }) => type)).toEqual(expect.arrayContaining(names));
    expect(types[0].name).toBe('Paid');
    expect(types[0].fields).toEqual([{ path: 'amount', type: 'number' }]);
  });

  it('is read as YAML, as most are written', () => {
    const document = `
asyncapi: 3.0.0
info: { title: Shop, version: 1.0.0 }
channels:
  orders:
    address: shop.order.placed
    messages:
      placed: { $ref: '#/components/messages/placed' }
components:
  messages:
    placed:
      name: shop.order.placed
      title: Order placed
      payload:
        type: object
        properties:
          amount: { type: number }
          status: { type: string, enum: [open, paid] }
`;
    const read = readCatalogueText(document);
    if ('problem' in read) throw new Error(read.problem.en);
    expect(read.format).toBe('async-api');
    expect(read.types).toMatchObject([
      {
        type: 'shop.order.placed',
        fields: [
          { path: 'amount', type: 'number' },
          { path: 'status', type: 'string', values: ['open', 'paid'] },
        ],
      },
    ]);
  });

  it('says what it cannot read', () => {
    const avro = {
      asyncapi: '3.0.0',
      channels: {},
      components: {
        messages: { m: { payload: { schemaFormat: 'application/vnd.apache.avro+json', schema: {} } } },
      },
    };
    expect(notesOf(avro).join()).toContain('avro');
    expect(readCatalogueText('# c\nasyncapi: "2.6.0"\ninfo: [1,')).toEqual({
      problem: expect.objectContaining({ en: expect.stringContaining('YAML') }),
    });
    expect(readCatalogueText('{}')).toHaveProperty('problem');
    expect(readCatalogueText('{"a":\n 1,,}')).toEqual({
      problem: expect.objectContaining({ en: expect.stringContaining('line 2') }),
    });
  });
});

describe('a document that is much work', () => {
  const named = (count: number, value: unknown) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, value]));
  const wide = named(40_000, {});
  const many = Array.from({ length: 40_000 }, (_, i) => `v${i}`);
  const notes = 'The document is too large; the rest was left out.';

  it.each<[string, unknown]>([
    ['many references to one wide schema', { properties: named(40_000, { $ref: '#/d' }), d: wide }],
    [
      'references with a name of their own',
      { properties: named(9_000, { $ref: '#/d', title: 'x' }), d: wide },
    ],
    ['definitions', { $defs: named(30_000, { $ref: '#/d' }), d: { properties: wide } }],
    ['parts of parts', { allOf: Array(50).fill({ $ref: '#/d' }), d: { properties: wide } }],
    ['long lists of values', { properties: named(40_000, { $ref: '#/d' }), d: { enum: many } }],
    [
      'long lists of choices',
      { properties: named(40_000, { $ref: '#/d' }), d: { oneOf: many.map(() => ({})) } },
    ],
  ])('is given up in time: %s', (_, document) => {
    const text = JSON.stringify(document);
    const start = performance.now();
    const result = readCatalogueText(text, 'x');
    // Without an end it takes minutes.
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(result).not.toHaveProperty('problem');
  });

  it('says so', () => {
    const parts = { allOf: Array(50).fill({ $ref: '#/d' }), d: { properties: wide } };
    expect(notesOf(parts)).toContain(notes);
  });
});
