/**
 * Looks at a window's `having`, and makes the event that the window emits (SPEC §4 window "Data"): the key's fields
 * under the last name of their path, the aggregates by name, and `window: {start, end}`.
 *
 * Only the columns that `having` or something downstream reads are filled; the whole data is made when an action or
 * a waiting run asks for it, which happens while the event is being emitted.
 */
import { compileCondition, type Test } from '../../runtime/engine/kernel/condition.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';
import { keyTexts, writeKey } from '../../runtime/engine/kernel/keys.ts';
import type { Maker, OperatorContext, Port } from '../../runtime/engine/kernel/operator.ts';
import { type Column, MISSING, OBJECT } from '../../runtime/engine/kernel/rows.ts';
import { timeText } from '../../runtime/engine/scan/event-time.ts';
import { fieldsOf, isGroup, type RuleGroup } from '../kit/condition.ts';
import { firstName, lastName, valueAt } from '../kit/field.ts';
import type { WindowConfig } from './definition.ts';
import type { WindowContents } from './window-contents.ts';

/** Aggregates that are known without going through the window's events. */
const CHEAP = new Set(['count', 'sum', 'avg']);

interface Stage {
  /** Aggregates that the stage's condition reads, by index, with their columns. */
  readonly reads: readonly { readonly aggregate: number; readonly column: Column }[];
  readonly test: Test;
}

type Fill = (row: number, contents: WindowContents) => void;

export class WindowEmitter {
  private readonly config: WindowConfig;
  /** Where two parts of the data have one name, the later one counts. */
  private readonly namesCollide: boolean;
  private context!: OperatorContext;
  private stages: readonly Stage[] = [];
  private fills: readonly Fill[] = [];
  private out!: Port;
  private row = 0;
  private contents!: WindowContents;

  readonly maker: Maker = {
    data: () => this.data(),
    writeMembers: (out) => this.writeMembers(out),
    causes: () => this.contents.causes(),
    key: () => keyTexts(this.context.symbols, this.contents.keySymbol, this.config.key.length),
    writeKey: (out) => writeKey(this.context.symbols, this.contents.keySymbol, this.config.key.length, out),
  };

  constructor(config: WindowConfig) {
    this.config = config;
    const names = [...config.key.map(lastName), ...config.aggregates.map(({ name }) => name), 'window'];
    this.namesCollide = new Set(names).size < names.length;
  }

  bind(context: OperatorContext): void {
    this.context = context;
    this.out = context.ports.out;
    this.stages = this.havingStages();
    this.fills = [...context.needs.out].filter((path) => path !== '$time').map((path) => this.fillFor(path));
  }

  /**
   * Opens the window's event at a time and says whether `having` holds. `end` must follow, `send` may come between.
   */
  begin(contents: WindowContents, time: number): boolean {
    const { rows, index } = this.context;
    const row = rows.push(time, index);
    this.row = row;
    this.contents = contents;
    for (const stage of this.stages) {
      for (const { aggregate, column } of stage.reads) rows.setValue(column, row, contents.value(aggregate));
      if (!stage.test(row)) return false;
    }
    return true;
  }

  send(): void {
    for (const fill of this.fills) fill(this.row, this.contents);
    this.out.emit(this.row);
  }

  end(): void {
    this.context.rows.pop();
  }

  /** `having` in two stages, so that what is dear to know is only looked at where the rest holds. */
  private havingStages(): Stage[] {
    const { having } = this.config;
    if (!having || having.rules.length === 0) return having?.not ? [{ reads: [], test: () => false }] : [];
    if (having.combinator === 'or' || having.not) return [this.stage(having)];
    const cheap = having.rules.filter((part) => this.isCheap(part));
    const dear = having.rules.filter((part) => !this.isCheap(part));
    return [cheap, dear]
      .filter((rules) => rules.length > 0)
      .map((rules) => this.stage({ combinator: 'and', rules }));
  }

  private isCheap(part: RuleGroup['rules'][number]): boolean {
    const names = fieldsOf(isGroup(part) ? part : { combinator: 'and', rules: [part] });
    return names.every((name) =>
      this.config.aggregates.some((each) => each.name === name && CHEAP.has(each.function)),
    );
  }

  private stage(group: RuleGroup): Stage {
    const names = new Set(fieldsOf(group));
    const reads = this.config.aggregates.flatMap(({ name }, aggregate) =>
      names.has(name) ? [{ aggregate, column: this.context.column(name) }] : [],
    );
    return { reads, test: compileCondition(group, this.context) };
  }

  /** How a path that is read downstream is filled. */
  private fillFor(path: string): Fill {
    const { rows } = this.context;
    const column = this.context.column(path);
    if (path.startsWith('$')) return this.envelopeFill(path, column);
    const name = firstName(path);
    const rest = path.slice(name.length + 1);
    const aggregate = this.config.aggregates.findIndex((each) => each.name === name);
    if (aggregate >= 0)
      return (row, contents) => {
        const value = contents.value(aggregate);
        rows.setValue(column, row, rest ? valueAt({ value }, `value.${rest}`) : value);
      };
    if (path === 'window.start')
      return (row, contents) => rows.setValue(column, row, timeText(contents.start));
    if (path === 'window.end') return (row, contents) => rows.setValue(column, row, timeText(contents.end));
    const part = rest ? -1 : this.config.key.findIndex((each) => lastName(each) === name);
    if (part >= 0) return (row, contents) => rows.setValue(column, row, contents.keyValue(part));
    const tag = path === 'window' ? OBJECT : MISSING;
    return (row) => {
      column.tag[row] = tag;
    };
  }

  private envelopeFill(path: string, column: Column): Fill {
    const { rows, flowId, nodeId } = this.context;
    if (path === '$type' || path === '$source') {
      const symbol = this.context.pin(
        path === '$type' ? `${flowId}.${nodeId}` : `/flows/${flowId}/${nodeId}`,
      );
      return (row) => rows.setSymbol(column, row, symbol);
    }
    if (path === '$subject' && this.config.key.length > 0)
      return (row) => rows.setValue(column, row, this.maker.key().join('|'));
    return (row) => {
      column.tag[row] = MISSING;
    };
  }

  private writeMembers(out: JsonWriter): boolean {
    const { config, contents } = this;
    if (this.namesCollide) return out.members(this.data());
    for (const [part, path] of config.key.entries()) {
      out.name(lastName(path), part === 0);
      contents.writeKeyValue(part, out);
    }
    for (const [aggregate, { name }] of config.aggregates.entries()) {
      out.name(name, config.key.length + aggregate === 0);
      contents.writeValue(aggregate, out);
    }
    out.name('window', config.key.length + config.aggregates.length === 0);
    out.json('{"start":"');
    out.time(contents.start);
    out.json('","end":"');
    out.time(contents.end);
    out.json('"}');
    return true;
  }

  private data(): Record<string, unknown> {
    const { config, contents } = this;
    const data: Record<string, unknown> = {};
    for (const [part, path] of config.key.entries()) data[lastName(path)] = contents.keyValue(part);
    for (const [aggregate, { name }] of config.aggregates.entries()) data[name] = contents.value(aggregate);
    data.window = { start: timeText(contents.start), end: timeText(contents.end) };
    return data;
  }
}
