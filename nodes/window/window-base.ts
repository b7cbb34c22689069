/** What every kind of window does alike: its key, `having`, when it emits, and its counts. */
import { KeyIndex, keySymbol } from '../../runtime/engine/kernel/keys.ts';
import type { Maker, Operator, OperatorContext, Waiting } from '../../runtime/engine/kernel/operator.ts';
import type { Column } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import type { WindowConfig } from './definition.ts';
import { WindowEmitter } from './window-emitter.ts';

export abstract class WindowBase implements Operator {
  protected readonly config: WindowConfig;
  protected readonly emitter: WindowEmitter;
  protected context!: OperatorContext;
  protected keys!: KeyIndex;
  protected keyColumns: Column[] = [];
  protected noKey = 0;
  private tooLate = 0;
  readonly maker: Maker;

  /** @param before the node in the version before, whose windows go on here (carry.ts) */
  constructor(config: WindowConfig, before?: WindowBase) {
    this.config = config;
    this.emitter = new WindowEmitter(config);
    this.maker = this.emitter.maker;
    if (!before) return;
    this.keys = before.keys;
    this.noKey = before.noKey;
    this.tooLate = before.tooLate;
  }

  bind(context: OperatorContext): void {
    this.context = context;
    this.keys ??= new KeyIndex(context.symbols);
    this.keyColumns = this.config.key.map((path) => context.column(path));
    this.emitter.bind(context);
  }

  abstract process(row: number): void;
  abstract settleIn(): void;
  abstract waiting(): Waiting;
  abstract dispose(): void;

  /** Windows or keys that wait. */
  protected abstract open(): number;

  /** The symbol of the row's key; counts an event without one and gives NO_KEY. */
  protected keyOf(row: number): number {
    const symbol = keySymbol(this.context.rows, this.keyColumns, row);
    if (symbol < 0) this.noKey++;
    return symbol;
  }

  /** All windows that the event would belong to are closed. */
  protected isTooLate(row: number): void {
    this.tooLate++;
    this.context.bad(row, 'too-late');
  }

  save(out: StateWriter): void {
    beginPart(out, 'window', 1);
    out.number(this.noKey);
    out.number(this.tooLate);
    this.keys.save(out);
  }

  load(from: StateReader): void {
    openPart(from, 'window', 1);
    this.noKey = from.number();
    this.tooLate = from.number();
    this.keys.load(from);
  }

  counts() {
    return { noKey: this.noKey, tooLate: this.tooLate, errors: 0, open: this.open() };
  }
}
