import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRow } from '../../../nodes/kit/lenient.ts';
import { validateFlow } from '../../format/validate.ts';
import { importNodeRed, type RedImport, type RedOptions } from './import-node-red.ts';

function imported(text: string, options?: RedOptions): RedImport {
  const result = importNodeRed(text, options);
  if ('problem' in result) throw new Error(result.problem.en);
  return result;
}

const exportOf = (name: string) => readFileSync(`${import.meta.dirname}/exports/${name}.json`, 'utf8');
const bring = (name: string, options?: RedOptions) => imported(exportOf(name), options);

const nodeOf = ({ flow }: RedImport, id: string) => flow.nodes.find((node) => node.id === id);
/** Edges as `from.handle > to.handle`. */
const wiresOf = ({ flow }: RedImport) =>
  flow.edges.map((edge) => `${edge.source}.${edge.sourceHandle} > ${edge.target}.${edge.targetHandle}`);
const fateOf = ({ report }: RedImport, name: string) => report.find((line) => line.name === name)?.fate;

describe('an export of Node-RED', () => {
  it.each(['cold-chain', 'orders', 'counter-loop'])('%s becomes a flow without an error', (name) => {
    const { flow } = bring(name);
    const errors = validateFlow(flow).faults.filter((fault) => fault.severity === 'error');
    expect(errors).toEqual([]);
  });

  it.each(['cold-chain', 'orders', 'counter-loop'])(
    '%s: says of each node what became of it, and why',
    (name) => {
      const { report } = bring(name);
      const parsed = JSON.parse(exportOf(name));
      const all = (Array.isArray(parsed) ? parsed : parsed.flows) as Record<string, unknown>[];
      // Nodes of a subflow are told where they were put; tabs and the subflow itself are frames.
      const own = all.filter((each) => !['tab', 'subflow'].includes(String(each.type)));
      expect(report.length).toBe(own.length);
      for (const { why } of report) {
        expect(why.ko).toMatch(/[가-힣].*[.]/);
        expect(why.en).toMatch(/\.$|\)$|[a-z0-9]$/);
      }
    },
  );

  it('keeps its groups, around what became of their nodes', () => {
    const { groups } = bring('orders').flow;
    expect(groups).toMatchObject([{ id: 'group1', title: 'In' }]);
    expect(groups?.[0].nodes).toContain('event-source');
    const hostile = JSON.stringify([
      { id: 'g', type: 'group', z: 't', nodes: ['__proto__', 7, 'nobody', 'g'] },
      { id: 'd', type: 'debug', z: 't', wires: [] },
    ]);
    expect('groups' in imported(hostile).flow).toBe(false);
  });

  it('maps a chain of nodes with their settings', () => {
    const cold = bring('cold-chain');
    expect(cold.flow).toMatchObject({
      id: 'cold-chain',
      name: 'Cold chain',
      description: 'Watches the fridges of all stores.',
    });
    expect(nodeOf(cold, 'fridges')).toMatchObject({
      type: 'event-source',
      data: { eventType: 'mqtt.fridges.*', label: 'fridges' },
    });
    expect(nodeOf(cold, 'too-warm')?.data.where).toEqual({
      combinator: 'and',
      rules: [{ field: 'celsius', operator: '>', value: 8 }],
    });
    expect(nodeOf(cold, 'severity')?.data.fields).toEqual([
      { name: 'severity', expression: '"high"' },
      { name: 'limit', expression: '8' },
      { name: 'where', expression: 'store' },
    ]);
    expect(nodeOf(cold, 'one-in-ten-minutes')?.data).toMatchObject({ key: [], max: 1, per: 'PT10M' });
    expect(nodeOf(cold, 'gone-silent')?.data).toMatchObject({
      steps: [
        { name: 'event', key: ['topic'] },
        { name: 'next', key: ['topic'], absent: true },
      ],
      within: 'PT15M',
      start: 'latest',
    });
    expect(nodeOf(cold, 'ticket')?.data.params).toMatchObject({
      url: 'https://tickets.example.com/new?store={{ store }}',
      method: 'POST',
    });
    expect(wiresOf(cold)).toContain('fridges.out > too-warm.in');
    expect(wiresOf(cold)).toContain('too-warm.match > severity.in');
    expect(wiresOf(cold)).toContain('too-warm.else > action.in');
    expect(wiresOf(cold)).toEqual(
      expect.arrayContaining(['fridges.out > gone-silent.event', 'fridges.out > gone-silent.next']),
    );
  });

  it('takes over no secret', () => {
    for (const name of ['cold-chain', 'orders']) {
      const text = JSON.stringify(bring(name));
      expect(text).not.toContain('s3cret');
      expect(text).not.toContain('bot:pw');
    }
  });

  it('joins links across tabs, opens subflows, and leads events past code', () => {
    const orders = bring('orders');
    expect(orders.flow).toMatchObject({ id: 'orders-shipping', name: 'Orders, Shipping' });
    expect(nodeOf(orders, 'event-source')?.data.label).toBe('/orders/new');
    expect(orders.tabs).toEqual([
      { id: 'a', label: 'Orders' },
      { id: 'b', label: 'Shipping' },
    ]);
    expect(wiresOf(orders)).toEqual(
      expect.arrayContaining([
        'event-source.out > paid.in',
        'paid.match > mark.in',
        // Past the function
        'mark.out > by-region.in',
        'by-region.out > by-region-2.in',
        // Through link out, link in and the junction
        'by-region-2.match > parcels.in',
        'by-region-2.match > pallet.in',
        'by-region-3.match > parcels.in',
        'by-region-4.match > ferry.in',
      ]),
    );
    expect(nodeOf(orders, 'by-region')?.type).toBe('decide');
    expect(nodeOf(orders, 'price-with-tax')?.type).toBe('comment');
    const { text } = nodeOf(orders, 'price-with-tax')!.data;
    expect(isRow(text) && text.ko).toContain('msg.payload.net * 1.1');
    expect(nodeOf(orders, 'pallet')?.data).toMatchObject({
      window: { kind: 'count', size: 20 },
      emit: 'reset',
    });
    expect(nodeOf(orders, 'parcels')?.data).toMatchObject({
      window: { kind: 'tumbling', size: 'PT1M' },
      emit: 'close',
    });
    expect([fateOf(orders, 'Only paid'), fateOf(orders, 'clean'), fateOf(orders, 'off')]).toEqual([
      'joined',
      'comment',
      'left',
    ]);
    expect(fateOf(orders, 'test')).toBe('left');
  });

  it('imports one tab alone', () => {
    const shipping = bring('orders', { tab: 'b' });
    expect(shipping.flow.name).toBe('Shipping');
    expect(shipping.report.every((line) => line.type !== 'http in')).toBe(true);
  });

  it('leaves out wires that lead in circles, and what cannot be said', () => {
    const loop = bring('counter-loop');
    expect(loop.notes).toHaveLength(1);
    expect(loop.notes[0].en).toMatch(/no circles/);
    expect(nodeOf(loop, 'two-ways')?.type).toBe('comment');
    expect(nodeOf(loop, 'worked-out')?.type).toBe('comment');
    // The function has two outputs, so nothing goes past it.
    expect(wiresOf(loop).some((wire) => wire.startsWith('every-minute'))).toBe(false);
    expect(nodeOf(loop, 'again-2')?.data.where).toMatchObject({
      rules: [{ field: 'n', operator: 'between', value: [20, 30] }],
    });
    expect(nodeOf(loop, 'once-an-hour')?.data).toMatchObject({ max: 1, per: 'PT1H' });
  });
});

describe('a hostile or broken export', () => {
  const problem = (text: string) => {
    const result = importNodeRed(text);
    return 'problem' in result ? result.problem.en : 'imported';
  };

  it('is answered with a sentence', () => {
    expect(problem('[{"id":1,')).toMatch(/no JSON/);
    expect(problem('{"id":"x","nodes":[],"edges":[]}')).toMatch(/no Node-RED export/);
    expect(problem('[]')).toMatch(/no Node-RED export/);
    expect(problem('[{"id":"b","type":"mqtt-broker"}]')).toMatch(/no node to import/);
    expect(problem(`[${'['.repeat(90)}${']'.repeat(90)},{"id":"a","type":"debug","x":1}]`)).toMatch(
      /too deep/,
    );
    expect(problem(JSON.stringify('x'.repeat(3_000_000)))).toMatch(/too large/);
    const many = Array.from({ length: 2500 }, (_, i) => ({
      id: `${i}`,
      type: 'debug',
      x: 1,
      y: 1,
      wires: [],
    }));
    expect(problem(JSON.stringify(many))).toMatch(/too large/);
  });

  it('never throws, whatever stands where something else belongs', () => {
    const odd: readonly unknown[] = [
      null,
      7,
      'x',
      [],
      {},
      [[]],
      [{ a: 1 }],
      true,
      '__proto__',
      { toString: 1 },
    ];
    const types = [
      'switch',
      'change',
      'delay',
      'trigger',
      'join',
      'batch',
      'http request',
      'e-mail',
      'inject',
    ];
    const names = [
      'rules',
      'property',
      'wires',
      'name',
      'topic',
      'duration',
      'rate',
      'url',
      'x',
      'links',
      'count',
    ];
    for (const type of [...types, 'function', 'link out', 'mqtt in', '__proto__', 'constructor', 'subflow:x'])
      for (const value of odd) {
        const props = Object.fromEntries(names.map((name) => [name, value]));
        const text = JSON.stringify([
          { id: 'a', type, z: 't', ...props },
          { id: 'b', type: 'debug', x: 0, wires: [] },
        ]);
        const result = importNodeRed(text);
        if (!('problem' in result)) expect(() => validateFlow(result.flow)).not.toThrow();
      }
  });

  it('grows no larger by subflows within subflows', () => {
    const levels = Array.from({ length: 8 }, (_, level) => [
      { id: `s${level}`, type: 'subflow', name: `s${level}`, in: [], out: [] },
      ...Array.from({ length: 20 }, (_, i) => ({
        id: `n${level}-${i}`,
        type: level === 7 ? 'debug' : `subflow:s${level + 1}`,
        z: `s${level}`,
        x: 1,
        y: 1,
        wires: [],
      })),
    ]).flat();
    const top = { id: 'top', type: 'subflow:s0', z: 't', x: 1, y: 1, wires: [] };
    expect(problem(JSON.stringify([...levels, top]))).toMatch(/at most 500 nodes/);
  });

  it('leaves a subflow that holds itself as a comment', () => {
    const text = JSON.stringify([
      { id: 's', type: 'subflow', name: 's', in: [{ wires: [{ id: 'm' }] }], out: [] },
      { id: 'm', type: 'subflow:s', z: 's', x: 1, y: 1, wires: [] },
      { id: 'top', type: 'subflow:s', name: 'round', z: 't', x: 1, y: 1, wires: [] },
    ]);
    expect(nodeOf(imported(text), 'round')?.type).toBe('comment');
  });

  it('turns no template of an export into one of ours', () => {
    const url = '{{#payload}}{% include "x" %}{{/payload}}';
    const text = JSON.stringify([{ id: 'a', type: 'http request', name: 'r', z: 't', x: 1, url, wires: [] }]);
    expect(JSON.stringify(nodeOf(imported(text), 'r')?.data)).toContain('{% raw %}');
  });
});
