/** What an engine takes of the machine: as much after many deployments as after one, and no more than there is. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { createEngine } from './engine.ts';
import type { EngineOptions, Match } from './engine-types.ts';

const encoder = new TextEncoder();

function flowOf(id: string, field = 'amount'): FlowFile {
  const node = (name: string, type: string, data: object) => ({
    id: name,
    type,
    position: { x: 0, y: 0 },
    data,
  });
  const where = { combinator: 'and', rules: [{ field, operator: '>', value: 5 }] };
  return {
    id,
    name: id,
    nodes: [
      node('in', 'event-source', { eventType: 't' }),
      node('some', 'filter', { where }),
      node('out', 'action', { channel: 'log', params: {} }),
    ],
    edges: [
      { id: 'a', source: 'in', target: 'some' },
      { id: 'b', source: 'some', sourceHandle: 'match', target: 'out' },
    ],
  } as unknown as FlowFile;
}

function lines(count: number): Uint8Array {
  const time = '2026-03-02T09:00:00Z';
  const events = Array.from({ length: count }, (_, i) => ({
    ...{ id: `e${i}`, source: '/s', type: 't', time, data: { amount: i } },
  }));
  return encoder.encode(events.map((event) => JSON.stringify(event)).join('\n'));
}

function run(options: Partial<EngineOptions> = {}): string[] {
  const ids: string[] = [];
  const onMatch = ({ causes }: Match) => ids.push(...causes);
  const engine = createEngine({ mode: 'offline', onMatch, ...options });
  engine.deploy(flowOf('f'));
  expect(engine.push(lines(10), 0)).toMatchObject({ accepted: 10, refused: [] });
  engine.finish();
  return ids;
}

afterEach(() => vi.restoreAllMocks());

describe('a machine that gives no memory to WebAssembly', () => {
  it('runs flows by the scanner in TypeScript', () => {
    const memory = vi.spyOn(WebAssembly, 'Memory').mockImplementation(function none() {
      throw new RangeError('WebAssembly.Memory(): could not allocate memory');
    });
    expect(run()).toEqual(['e6', 'e7', 'e8', 'e9']);
    expect(memory).toHaveBeenCalled();
  });

  it('goes on with the scanner in TypeScript where the memory ends between two deployments', () => {
    const ids: string[] = [];
    const engine = createEngine({ mode: 'offline', onMatch: ({ causes }) => ids.push(...causes) });
    engine.deploy(flowOf('f'));
    engine.push(lines(7), 0);
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function none() {
      throw new RangeError('WebAssembly.Memory(): could not allocate memory');
    });
    engine.deploy(flowOf('g', 'other'));
    engine.push(lines(8), 0);
    engine.finish();
    expect(ids).toEqual(['e6', 'e6', 'e7']);
  });

  it('does not hide a fault of another sort', () => {
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function broken() {
      throw new TypeError('something else');
    });
    expect(() => run()).toThrow('something else');
  });
});

it('has 300 engines alive at once', () => {
  const engines = Array.from({ length: 300 }, () => {
    const ids: string[] = [];
    const engine = createEngine({ mode: 'offline', onMatch: ({ causes }) => ids.push(...causes) });
    engine.deploy(flowOf('f'));
    return { engine, ids };
  });
  const block = lines(8);
  for (const { engine } of engines) engine.push(block, 0);
  expect(new Set(engines.map(({ ids }) => ids.join()))).toEqual(new Set(['e6,e7']));
}, 60_000);

it('does not grow with deployments', () => {
  const engine = createEngine({ mode: 'live' });
  const residentAfter = (deployments: number) => {
    for (let i = 0; i < deployments; i++) {
      engine.deploy(flowOf(`f${i % 3}`, i % 2 === 0 ? 'amount' : 'other'));
      if (i % 50 === 0) engine.push(lines(3), Date.parse('2026-03-02T09:00:00Z'));
    }
    return process.memoryUsage().rss;
  };
  const DEPLOYMENTS = Number(process.env.NARU_DEPLOYMENTS ?? 150);
  const before = residentAfter(DEPLOYMENTS);
  const after = residentAfter(DEPLOYMENTS);
  expect(after - before).toBeLessThan(64 * 2 ** 20);
}, 600_000);

it('refuses a flow that reads more fields than there are addresses for, and goes on with the others', () => {
  const ids: string[] = [];
  const engine = createEngine({ mode: 'offline', onMatch: ({ causes }) => ids.push(...causes) });
  engine.deploy(flowOf('f'));
  const rules = Array.from({ length: 20_000 }, (_, i) => ({ field: `f${i}`, operator: '>', value: 5 }));
  const greedy = flowOf('greedy');
  Object.assign(greedy.nodes[1].data, { where: { combinator: 'or', rules } });
  expect(() => engine.deploy(greedy)).toThrow(/fields/);
  expect(engine.counts('greedy', 0)).toBeUndefined();
  engine.push(lines(8), 0);
  engine.finish();
  expect(ids).toEqual(['e6', 'e7']);
});

it('takes any room for recent blocks, however small', () => {
  expect(run({ recentBytes: 0 })).toEqual(['e6', 'e7', 'e8', 'e9']);
  expect(run({ recentBytes: 10, scanner: 'plain' })).toEqual(['e6', 'e7', 'e8', 'e9']);
});
