/** Matches as lines of JSON (SPEC §5), written from rows and read bytes without building objects. */
import type { FlowRunner } from './flow-runner.ts';
import type { JsonWriter } from './kernel/json-writer.ts';
import type { KeptBytes, RowMemory } from './kernel/row-memory.ts';
import type { PlannedNode } from './plan.ts';

const encoder = new TextEncoder();
const AFTER_TIME = encoder.encode('","key":');
const AFTER_KEY = encoder.encode(',"data":');
const AFTER_DATA = encoder.encode(',"causes":[');
const END = encoder.encode(']}\n');

export class MatchLines {
  /** What a line begins with, by node: flow and node. */
  private readonly beginnings = new WeakMap<PlannedNode, KeptBytes>();
  private readonly memory: RowMemory;

  constructor(memory: RowMemory) {
    this.memory = memory;
  }

  write(runner: FlowRunner, node: PlannedNode, row: number, time: number, out: JsonWriter): void {
    runner.events.beginMatch();
    out.kept(this.beginningOf(runner.id, node));
    out.time(time);
    out.bytesOf(AFTER_TIME);
    runner.events.writeKey(row, out);
    out.bytesOf(AFTER_KEY);
    runner.events.writeData(row, out);
    out.bytesOf(AFTER_DATA);
    runner.events.writeCauses(row, out);
    out.bytesOf(END);
  }

  private beginningOf(flow: string, node: PlannedNode): KeptBytes {
    const known = this.beginnings.get(node);
    if (known) return known;
    const beginning = this.memory.keep(
      encoder.encode(`{"flow":${JSON.stringify(flow)},"node":${JSON.stringify(node.node.id)},"time":"`),
    );
    this.beginnings.set(node, beginning);
    return beginning;
  }
}
