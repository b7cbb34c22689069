/**
 * Every version of a flow that was deployed, in data/naru.db: what it was, who deployed it, when and how, and what
 * changed against the version before. Going back reads one from here and deploys it like any other.
 *
 * The versions of a flow that is removed stay, so that it can be brought back.
 */
import { isDeepStrictEqual } from 'node:util';
import { changesInWords } from '../../flows/format/change-words.ts';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { type Localized, localize, type Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import type { FlowVersion, FlowVersionDetail, RemovedFlow } from '../wire/versions.ts';
import type { Database, Row, Schema, Statement } from './database.ts';
import type { FlowBody } from './flow-check.ts';
import { UnknownVersion } from './flow-errors.ts';

/** Versions of a flow that are kept, and flows that were removed. */
const KEPT = { versions: 500, removed: 200 };
/** Characters of a name that a person gave himself. */
const NAME = 80;

const SCHEMA: Schema = {
  name: 'flow-versions',
  versions: [
    `CREATE TABLE flow_versions (
       flow TEXT NOT NULL,
       version INTEGER NOT NULL,
       at TEXT NOT NULL,
       who TEXT,
       how TEXT NOT NULL,
       restored INTEGER,
       changes TEXT NOT NULL,
       body TEXT NOT NULL,
       PRIMARY KEY (flow, version)
     ) WITHOUT ROWID`,
  ],
};

/** Who deployed a version, and how. */
export interface DeployedBy {
  readonly how: FlowVersion['how'];
  readonly who?: string;
  /** The version that was deployed again. */
  readonly restored?: number;
}

/** The newest version of a flow, known without asking: where the disk refuses, its row comes later. */
interface Newest {
  readonly version: number;
  readonly body: FlowBody;
}

const COLUMNS = 'flow, version, at, who, how, restored, changes';

export class FlowVersions {
  private readonly newest = new Map<string, Newest>();
  private readonly insert: Statement;
  private readonly forget: Statement;
  private readonly page: Statement;
  private readonly count: Statement;
  private readonly one: Statement;
  private readonly last: Statement;
  private readonly flows: Statement;
  private readonly forgetFlow: Statement;

  /** @param warn told where the history cannot be read; what is deployed runs all the same */
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly warn: (line: string) => void,
  ) {
    database.migrate(SCHEMA);
    this.insert = database.prepare(
      'INSERT OR REPLACE INTO flow_versions (flow, version, at, who, how, restored, changes, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.forget = database.prepare('DELETE FROM flow_versions WHERE flow = ? AND version <= ?');
    this.page = database.prepare(
      `SELECT ${COLUMNS} FROM flow_versions WHERE flow = ? ORDER BY version DESC LIMIT ? OFFSET ?`,
    );
    this.count = database.prepare('SELECT count(*) AS count FROM flow_versions WHERE flow = ?');
    this.one = database.prepare(`SELECT ${COLUMNS}, body FROM flow_versions WHERE flow = ? AND version = ?`);
    this.last = database.prepare(
      `SELECT ${COLUMNS}, body FROM flow_versions WHERE flow = ? ORDER BY version DESC LIMIT 1`,
    );
    this.flows = database.prepare('SELECT flow, max(at) AS at FROM flow_versions GROUP BY flow');
    this.forgetFlow = database.prepare('DELETE FROM flow_versions WHERE flow = ?');
  }

  /**
   * Keeps what was deployed as a version of its own; the same as the one before is none. Never throws: the flow runs
   * already, and a history that is damaged must not stop it.
   */
  add(body: FlowBody, by: DeployedBy): void {
    this.guarded(`The version of ${body.id} that was deployed could not be kept`, () => this.keep(body, by));
  }

  private keep(body: FlowBody, { how, who, restored }: DeployedBy): void {
    const before = this.newestOf(body.id);
    if (before && isDeepStrictEqual(before.body, body)) return;
    const version = (before?.version ?? 0) + 1;
    const changes = changesInWords(
      (before?.body as FlowFile | undefined) ?? null,
      body as unknown as FlowFile,
    );
    const row = [
      body.id,
      version,
      new Date(this.clock.now()).toISOString(),
      personName(who),
      how,
      restored ?? null,
      JSON.stringify(changes),
      JSON.stringify(body),
    ];
    this.newest.set(body.id, { version, body });
    this.database.write(() => {
      this.insert.run(...row);
      this.forget.run(body.id, version - KEPT.versions);
    });
  }

  /** Newest first. */
  list(
    flow: string,
    { offset = 0, limit = 50 }: { readonly offset?: number; readonly limit?: number },
  ): { items: FlowVersion[]; total: number } {
    const total = Number(this.count.get(flow)?.count ?? 0);
    return { items: this.page.all(flow, limit, offset).map(versionOf), total };
  }

  get(flow: string, version: number): FlowVersionDetail | undefined {
    const row = this.one.get(flow, version);
    return row && detailOf(row);
  }

  /** The flow as it was in a version. @throws UnknownVersion */
  bodyOf(flow: string, version: number): FlowBody {
    const kept = this.get(flow, version);
    if (!kept) throw new UnknownVersion(flow, version);
    return kept.body;
  }

  /** What was deployed last; undefined where nothing is known of it. */
  newestBody(flow: string): FlowBody | undefined {
    try {
      return this.newestOf(flow)?.body;
    } catch {
      return undefined;
    }
  }

  /** Flows that have versions and are there no more, the newest first. */
  removed(isThere: (flow: string) => boolean): RemovedFlow[] {
    return this.gone(isThere)
      .slice(0, KEPT.removed)
      .flatMap((flow) => {
        const row = this.last.get(flow);
        if (!row) return [];
        const { changes: _, restored: __, body, ...version } = detailOf(row);
        return [{ ...version, name: nameOf(body, flow) }];
      });
  }

  /** Lets go of what was removed longest ago. Never throws. */
  tidy(isThere: (flow: string) => boolean): void {
    this.guarded('Versions of removed flows could not be let go', () => this.letGo(isThere));
  }

  private letGo(isThere: (flow: string) => boolean): void {
    const tooMany = this.gone(isThere).slice(KEPT.removed);
    if (tooMany.length === 0) return;
    for (const flow of tooMany) this.newest.delete(flow);
    this.database.write(() => {
      for (const flow of tooMany) this.forgetFlow.run(flow);
    });
  }

  private guarded(what: string, fn: () => void): void {
    try {
      fn();
    } catch (error) {
      this.warn(`${what}: ${String(error)}`);
    }
  }

  private gone(isThere: (flow: string) => boolean): string[] {
    return this.flows
      .all()
      .map(({ flow, at }) => ({ flow: String(flow), at: String(at) }))
      .filter(({ flow }) => !isThere(flow))
      .sort((a, b) => (a.at < b.at ? 1 : -1))
      .map(({ flow }) => flow);
  }

  private newestOf(flow: string): Newest | undefined {
    const known = this.newest.get(flow);
    if (known) return known;
    const row = this.last.get(flow);
    if (!row) return undefined;
    const { version, body } = detailOf(row);
    this.newest.set(flow, { version, body });
    return { version, body };
  }
}

/** One line of at most so many characters, or null where nothing is left. Nobody checks who it is: it is a word only. */
export function personName(who: string | undefined): string | null {
  const line = (who ?? '').replace(/[\p{C}\s]+/gu, ' ').trim();
  return [...line].slice(0, NAME).join('').trim() || null;
}

function versionOf(row: Row): FlowVersion {
  return {
    flow: String(row.flow),
    version: Number(row.version),
    at: String(row.at),
    who: row.who === null ? null : String(row.who),
    how: row.how as FlowVersion['how'],
    ...(row.restored !== null && { restored: Number(row.restored) }),
    changes: JSON.parse(String(row.changes)) as Text[],
  };
}

function detailOf(row: Row): FlowVersionDetail & { readonly body: FlowBody } {
  return { ...versionOf(row), body: JSON.parse(String(row.body)) as FlowBody };
}

function nameOf(body: FlowBody, flow: string): Localized {
  const name = body.name as Localized | undefined;
  return localize(name, 'en') === '' ? flow : (name ?? flow);
}
