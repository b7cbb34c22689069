/** What holds for every kind of node, by its definition alone. A new kind is tested as soon as it is registered. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOfIssues } from '../../flows/format/zod-faults.ts';
import { checkDeeply } from '../../nodes/deep-checks.ts';
import type { FormField, NodeContext, Surroundings } from '../../nodes/kit/define-node.ts';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import { UNKNOWN_FIELDS } from '../../nodes/kit/field-set.ts';
import { LANGUAGES, type Text } from '../../nodes/kit/text.ts';
import { definitionOf, definitions, NODE_KINDS } from '../../nodes/register.ts';

const surroundings: Surroundings = {
  eventTypes: [
    { type: 'a.b', name: { ko: '가', en: 'a' }, fields: [{ path: 'n', type: 'number', label: '수' }] },
  ],
  tables: [{ name: 't', columns: [{ path: 'c', type: 'string', label: { ko: '열', en: 'column' } }] }],
  connections: [{ id: 'k', name: 'K' }],
};

function contextOf(inputs: NodeContext['inputs'] = {}): NodeContext {
  return { flowId: 'f', nodeId: 'n', surroundings, inputs };
}

/** Every text that a form shows, with the place where it stands. */
function* textsOf(fields: readonly FormField[], at = ''): Generator<[string, Text]> {
  for (const field of fields) {
    const here = `${at}${field.path}`;
    yield [`${here} label`, field.label];
    if (field.help) yield [`${here} help`, field.help];
    if (field.addLabel) yield [`${here} addLabel`, field.addLabel];
    for (const option of field.options ?? []) {
      yield [`${here} ${option.value}`, option.label];
      if (option.help) yield [`${here} ${option.value} help`, option.help];
    }
    if (field.fields) yield* textsOf(field.fields, `${here}.`);
  }
}

function* pathsOf(fields: readonly FormField[], at = ''): Generator<string> {
  for (const field of fields) {
    yield `${at}${field.path}`;
    if (field.fields) yield* pathsOf(field.fields, `${at}${field.path}.`);
  }
}

/** Settings as they may be while someone draws: known names, with values of every shape. */
const scrap: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(
      undefined,
      null,
      '',
      'n',
      'a.b',
      '__proto__',
      'constructor',
      'P1D',
      'P1M',
      0,
      -1,
      1e300,
      true,
      [],
      {},
      'close',
      'rolling',
      'hopping',
      'count',
      'any',
      'email',
      '{{ n',
      '{{ n }}',
      '$time',
      'row.c',
      'a.b.c',
      'amount * (',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'where',
        'rules',
        'field',
        'operator',
        'value',
        'combinator',
        'not',
        'key',
        'window',
        'kind',
        'size',
        'every',
        'aggregates',
        'name',
        'function',
        'having',
        'emit',
        'steps',
        'absent',
        'within',
        'order',
        'fields',
        'expression',
        'table',
        'into',
        'on',
        'column',
        'nearest',
        'lat',
        'when',
        'set',
        'channel',
        'params',
        'to',
        'headers',
        'row',
        'text',
        'eventType',
        'connection',
        'per',
        'max',
        'unit',
        'gap',
        '__proto__',
        'constructor',
        'valueSource',
        'label',
        'en',
      ),
      tie('value'),
      // As JSON makes them: Zod reads the class of an object without the prototype of all objects.
      { maxKeys: 6, noNullPrototype: true },
    ),
  ),
})).value;

describe.each(NODE_KINDS)('%s', (kind) => {
  const definition = definitionOf(kind)!;

  it('is registered under its own name, with its texts in both languages', () => {
    expect(definitions[kind].kind).toBe(kind);
    expect(definition.icon).toMatch(/^Icon[A-Z]/);
    const handles = [
      ...definition.inputs(definition.defaults()),
      ...definition.outputs(definition.defaults()),
    ];
    const texts: [string, Text][] = [
      ['label', definition.label],
      ['help', definition.help],
      ...handles.map((handle): [string, Text] => [`handle ${handle.id}`, handle.label]),
      ...textsOf(definition.form),
    ];
    const missing = texts.filter(([, text]) => LANGUAGES.some((language) => !text[language]?.trim()));
    expect(missing).toEqual([]);
  });

  it('starts with settings that need at most to be filled in', () => {
    const config = definition.defaults();
    const issues = definition.schema.safeParse(config).error?.issues ?? [];
    const faults = [
      ...faultsOfIssues(issues, config, { form: definition.form }),
      ...[...definition.check(config, contextOf()), ...checkDeeply(kind, config, contextOf())].filter(
        (fault) => fault.severity === 'error',
      ),
    ];
    expect(faults.filter((fault) => fault.code !== 'required')).toEqual([]);
    expect(definition.defaults()).not.toBe(config);
  });

  it('asks in its form only for what its schema knows', () => {
    const known = schemaPaths(definitions[kind].schema);
    // The channels' parameters have schemas of their own, tested below with the channels
    const asked = [...pathsOf(definition.form)].filter((path) => !path.startsWith('params.'));
    expect(asked.filter((path) => !known.has(path))).toEqual([]);
  });

  it('keeps fields that it does not know', () => {
    const config = { ...definition.defaults(), 'x-own': { kept: true } };
    const parsed = definition.schema.safeParse(config);
    if (parsed.success) expect(parsed.data).toMatchObject({ 'x-own': { kept: true } });
  });

  it('copes with half-filled settings', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...topNames(kind)), scrap), scrap, (filled, other) => {
        const half = { ...definition.defaults(), ...filled };
        for (const config of [filled, half, { ...half, extra: other }]) {
          const handles = definition.inputs(config);
          const open = { path: 'n', type: 'number' } satisfies FieldInfo;
          const inputs = Object.fromEntries(handles.map(({ id }) => [id, { fields: [open], open: false }]));
          for (const context of [contextOf(), contextOf(inputs)]) {
            for (const fault of [...definition.check(config, context), ...checkDeeply(kind, config, context)])
              expect(fault.message.ko && fault.message.en).toBeTruthy();
            const outputs = definition.outputFields(config, context);
            for (const { id } of definition.outputs(config))
              expect(outputs[id]?.fields).toBeInstanceOf(Array);
          }
          for (const language of LANGUAGES)
            expect(typeof definition.describe(config, language, surroundings)).toBe('string');
          const issues = definition.schema.safeParse(config).error?.issues ?? [];
          for (const fault of faultsOfIssues(issues, config, { form: definition.form })) {
            expect(fault.message.ko).toMatch(/[가-힣]/);
            expect(fault.message.en).toMatch(/[A-Za-z]/);
          }
          for (const field of definition.form) {
            field.when?.(config);
            field.of?.(config);
            field.offer?.(config, contextOf());
            if (field.variant)
              for (const option of field.options ?? [])
                expect(field.variant.of(field.variant.set(config, option.value))).toBe(option.value);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('says where its events go', () => {
    const config = definition.defaults();
    const inputs = Object.fromEntries(definition.inputs(config).map(({ id }) => [id, UNKNOWN_FIELDS]));
    const outputs = definition.outputFields(config, contextOf(inputs));
    expect(Object.keys(outputs).sort()).toEqual(
      definition
        .outputs(config)
        .map(({ id }) => id)
        .sort(),
    );
  });
});

function topNames(kind: (typeof NODE_KINDS)[number]): string[] {
  const names = [...schemaPaths(definitions[kind].schema)].filter((path) => !path.includes('.'));
  return [...names, 'label'];
}

interface SchemaShape {
  readonly def: {
    readonly type: string;
    readonly shape?: Readonly<Record<string, unknown>>;
    readonly element?: unknown;
    readonly innerType?: unknown;
    readonly options?: readonly unknown[];
  };
}

/** The paths of the objects in a Zod schema, through lists, unions and what is optional. */
function schemaPaths(schema: unknown, at = ''): Set<string> {
  const { def } = schema as SchemaShape;
  const paths = new Set<string>();
  const put = (inner: unknown, place: string) => {
    for (const path of schemaPaths(inner, place)) paths.add(path);
  };
  for (const [name, inner] of Object.entries(def.shape ?? {})) {
    paths.add(`${at}${name}`);
    put(inner, `${at}${name}.`);
  }
  if (def.element) put(def.element, at);
  if (def.innerType) put(def.innerType, at);
  for (const option of def.options ?? []) put(option, at);
  return paths;
}
