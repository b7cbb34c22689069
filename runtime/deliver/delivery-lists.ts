/** Pages of the outbox: by what is asked for, newest or oldest first, each kind of question prepared once. */
import type { Database, Row, Statement } from '../store/database.ts';
import type { Delivery } from '../wire/rest.ts';

export interface DeliveryFilter {
  readonly status?: Delivery['status'];
  readonly flow?: string;
  readonly channel?: string;
  readonly simulated?: boolean;
}

export interface Page {
  readonly order: 'ASC' | 'DESC';
  readonly limit: number;
  readonly offset?: number;
  /** Only those after this one in the order in which they came. */
  readonly after?: number;
}

export class DeliveryLists {
  private readonly statements = new Map<string, Statement>();

  constructor(private readonly database: Database) {}

  /** Rows with their bodies. */
  rows({ status, flow, channel, simulated }: DeliveryFilter, page: Page): Row[] {
    const { order, limit, offset = 0, after = 0 } = page;
    const tests: (readonly [string, string | number | undefined])[] = [
      ['status', status],
      ['flow', flow],
      ['channel', channel],
      ['simulated', simulated === undefined ? undefined : Number(simulated)],
    ];
    const names = tests.flatMap(([name, value]) => (value === undefined ? [] : [name]));
    const values = tests.flatMap(([, value]) => (value === undefined ? [] : [value]));
    return this.statement(names, order).all(after, ...values, limit, offset);
  }

  /** @param names of columns, ours alone: what is asked for is bound */
  private statement(names: readonly string[], order: Page['order']): Statement {
    const key = `${names.join()} ${order}`;
    let statement = this.statements.get(key);
    if (!statement) {
      const where = ['seq > ?', ...names.map((name) => `${name} = ?`)].join(' AND ');
      const chosen = `SELECT seq FROM deliveries WHERE ${where} ORDER BY seq ${order} LIMIT ? OFFSET ?`;
      statement = this.database.prepare(
        `SELECT d.*, b.body FROM deliveries d JOIN delivery_bodies b ON b.seq = d.seq WHERE d.seq IN (${chosen}) ORDER BY d.seq ${order}`,
      );
      this.statements.set(key, statement);
    }
    return statement;
  }
}
