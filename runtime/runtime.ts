/**
 * Everything that runs, put together: stores, engines, intake, deliveries, simulations and what pages are told. It
 * knows no HTTP; server.ts puts that around it. One signal ends all of it.
 */
import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import type { FlowFile } from '../flows/format/flow-file.ts';
import type { EventTypeInfo, Surroundings, TableInfo } from '../nodes/kit/define-node.ts';
import type { Clock } from './clock.ts';
import { allowList, type Resolve } from './deliver/address-guard.ts';
import { emailChannel } from './deliver/channels/email.ts';
import { eventChannel } from './deliver/channels/event.ts';
import { logChannel } from './deliver/channels/log.ts';
import { recordChannel } from './deliver/channels/record.ts';
import { smsChannel } from './deliver/channels/sms.ts';
import { tableChannel } from './deliver/channels/table.ts';
import { webhookChannel } from './deliver/channels/webhook.ts';
import { Deliverer } from './deliver/deliverer.ts';
import { type Outbox, openOutbox } from './deliver/outbox.ts';
import type { Home } from './home.ts';
import type { EngineHost, HostedMatch, OpenEngineHost } from './host/engine-host.ts';
import { Simulations } from './host/simulations.ts';
import { createIntake, type Intake } from './ingest/intake.ts';
import { createRefusedLog, type RefusedLog } from './ingest/refused-log.ts';
import type { CloudEvent, Scenario } from './simulate/scenario.ts';
import { Database } from './store/database.ts';
import type { FlowCheck } from './store/flow-check.ts';
import { UnknownFlow } from './store/flow-errors.ts';
import { type FlowStore, openFlowStore, type StoredFlow } from './store/flow-store.ts';
import { FlowVersions } from './store/flow-versions.ts';
import { openRecordLists, RECORD_FILES, type RecordLists } from './store/record-lists.ts';
import { openReferenceTables, type ReferenceTables } from './store/reference-tables.ts';
import { openSettings, type SettingsStore } from './store/settings-store.ts';
import type { Changed } from './wire/live.ts';

export interface RuntimeOptions {
  readonly home: Home;
  readonly clock: Clock;
  /** Where the engines run: in a worker, or in this thread. */
  readonly openHost: OpenEngineHost;
  /** Checks a flow in its surroundings (flows/format). */
  readonly validate: (raw: unknown, surroundings: Surroundings) => ReturnType<FlowCheck>;
  readonly scenarioOf: (flowId: string) => Scenario | undefined;
  readonly eventTypes: readonly EventTypeInfo[];
  /** What is known of reference tables by name. */
  readonly tableInfos: readonly TableInfo[];
  readonly webhookAllow?: string;
  /** Of names to addresses, for web hooks; default: the system's. */
  readonly resolve?: Resolve;
  /** For a person who looks after the runtime. */
  readonly warn: (line: string) => void;
}

/** What the runtime tells while it runs; set once, by the one who passes it on to pages. */
export interface RuntimeListener {
  onMatch(hosted: HostedMatch): void;
  onBlock(block: Uint8Array): void;
  onSimulated(flow: string, events: readonly CloudEvent[]): void;
  /** What is shown of a flow is another now: live instead of simulated, or a flow that is gone. */
  onViewChanged(flow: string): void;
  onChanged(change: Changed): void;
}

export interface Runtime {
  readonly flows: FlowStore;
  /** Every version of them that was deployed. */
  readonly versions: FlowVersions;
  readonly host: EngineHost;
  readonly intake: Intake;
  readonly refused: RefusedLog;
  readonly outbox: Outbox;
  readonly deliverer: Deliverer;
  readonly records: RecordLists;
  readonly tables: ReferenceTables;
  readonly settings: SettingsStore;
  readonly simulations: Simulations;
  readonly clock: Clock;
  surroundings(): Surroundings;
  check: FlowCheck;
  isRunning(flow: string): boolean;
  /** Starts or stops a deployed flow. @throws UnknownFlow */
  setRunning(flow: string, running: boolean): Promise<StoredFlow>;
  /** Ends everything; resolves when what has to be on disk is there. */
  close(): Promise<void>;
}

export async function openRuntime(options: RuntimeOptions, listener: RuntimeListener): Promise<Runtime> {
  const { home, clock, warn } = options;
  const end = new AbortController();
  const { signal } = end;
  // Everything that runs listens to it; that is no leak.
  setMaxListeners(0, signal);
  const changed = (what: Changed['what']) => listener.onChanged({ what });

  const database = new Database({ data: home.data, clock, signal, warn });
  const settings = await openSettings(home.data, warn);
  const refused = createRefusedLog(
    () => clock.now(),
    () => changed('refused'),
  );
  // Of the flows; a table may change before they are open.
  let opened: FlowStore | undefined;
  const tables = await openReferenceTables({
    files: join(home.flows, 'tables'),
    data: home.data,
    known: options.tableInfos,
    clock,
    signal,
    warn,
    onRows: (name, live, simulated) => {
      void host.setTable(name, live, simulated);
      changed('tables');
    },
    onShape: () => {
      void opened?.recheck();
      changed('catalogue');
    },
  });
  const surroundings = (): Surroundings => ({
    eventTypes: options.eventTypes,
    tables: tables.infos(),
    connections: [],
  });
  const check: FlowCheck = (raw) => options.validate(raw, surroundings());

  const host = options.openHost({
    clock,
    signal,
    tables: tables.all(),
    warn,
    onMatch: (hosted) => {
      deliverer.accept(hosted);
      listener.onMatch(hosted);
    },
    onBadEvent: ({ bad: { flow, reason, event, others }, simulated }) => {
      if (!simulated && reason === 'late' && others === undefined)
        refused.add({ reason, flow, event, message: LATE });
    },
  });
  const records = await openRecordLists({
    data: home.data,
    clock,
    signal,
    warn,
    onChange: (kind) => changed(RECORD_FILES[kind]),
  });
  const outbox = await openOutbox({
    data: home.data,
    clock,
    signal,
    warn,
    onChange: () => changed('outbox'),
    onSettled: (delivery, outcome) => void host.settle(delivery, outcome),
  });
  const guard = {
    clock,
    allowInside: allowList(options.webhookAllow),
    ...(options.resolve && { resolve: options.resolve }),
  };
  const deliverer = new Deliverer({
    outbox,
    clock,
    signal,
    warn,
    channels: [
      logChannel,
      recordChannel('task', (record) => records.task.put(record)),
      recordChannel('case', (record) => records.case.put(record)),
      recordChannel('watchlist', (record) => records.watchlist.put(record)),
      tableChannel(tables),
      eventChannel(pushEvent),
      webhookChannel(guard),
      // The gateway is the operator's own setting, and is often inside.
      smsChannel(() => settings.secret().sms, { ...guard, allowInside: () => true }),
      emailChannel(() => settings.secret().email),
    ],
  });
  const intake = createIntake({
    push: (block) => host.push(block),
    room: () => deliverer.room(),
    refused,
    onBlock: (block) => listener.onBlock(block),
  });

  async function pushEvent(event: string): Promise<string | undefined> {
    const request = intake.begin();
    await request.takeLines({ block: new TextEncoder().encode(event), tooLong: false });
    return request.result().problems[0]?.message.en;
  }

  const simulations = new Simulations({
    host,
    clock,
    signal,
    warn,
    scenarioOf: options.scenarioOf,
    tables: () => tables.all(),
    room: () => deliverer.room(),
    onEvents: (flow, events) => listener.onSimulated(flow, events),
  });

  const onDeployed = async (id: string, flow: FlowFile | null) => {
    if (flow === null) {
      await simulations.stop(id);
      await host.remove(id);
      await settings.setStopped(id, false);
      listener.onViewChanged(id);
    } else if (settings.isStopped(id)) await host.deployCopy(flow);
    else await host.deploy(flow);
  };
  const versions = new FlowVersions(database, clock);
  const flows = await openFlowStore({
    flows: home.flows,
    data: home.data,
    versions,
    preview: (flow) => host.preview(flow),
    check,
    clock,
    signal,
    warn,
    onDeployed: (id, flow) =>
      onDeployed(id, flow).catch((error: unknown) => warn(`flow ${id}: ${String(error)}`)),
    onChanged: (flow, revision) =>
      listener.onChanged({ what: 'flows', flow, ...(revision !== undefined && { revision }) }),
  });

  opened = flows;
  deliverer.resume();
  return {
    flows,
    versions,
    host,
    intake,
    refused,
    outbox,
    deliverer,
    records,
    tables,
    settings,
    simulations,
    clock,
    surroundings,
    check,
    isRunning: (id) => flows.get(id)?.running != null && !settings.isStopped(id),
    async setRunning(id, running) {
      const stored = flows.get(id);
      if (!stored) throw new UnknownFlow(id);
      if (!stored.running || settings.isStopped(id) !== running) return stored;
      await settings.setStopped(id, !running);
      // While that was written down, the flow may have been deployed anew, or removed.
      const now = flows.get(id);
      if (!running) await host.remove(id);
      else if (now?.running && !settings.isStopped(id)) await host.deploy(now.running);
      listener.onChanged({ what: 'flows', flow: id, revision: stored.revision });
      return now ?? stored;
    },
    async close() {
      await flows.idle();
      await deliverer.finish();
      end.abort();
      await Promise.all([
        host.close(),
        outbox.flush(),
        tables.flush(),
        ...Object.values(records).map((list) => list.flush()),
      ]);
      database.close();
    },
  };
}

const LATE = {
  ko: '너무 늦게 도착해서 이 흐름이 처리하지 않았습니다.',
  en: 'It came too late, so this flow left it out.',
};
