/**
 * Everything that runs, put together: stores, engines, intake, deliveries, simulations and what pages are told. It
 * knows no HTTP; server.ts puts that around it. One signal ends all of it.
 */
import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import type { FlowFile } from '../flows/format/flow-file.ts';
import type { EventTypeInfo, Surroundings, TableInfo } from '../nodes/kit/define-node.ts';
import { Catalogue, knownTypes } from './catalogue/catalogue.ts';
import { openDiscovery } from './catalogue/discovery.ts';
import { CheckpointRounds } from './checkpoint/checkpoint-rounds.ts';
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
import type {
  EngineHost,
  FoundPlace,
  HostedMatch,
  JournalKeep,
  KnownPlaces,
  OpenEngineHost,
} from './host/engine-host.ts';
import { Simulations } from './host/simulations.ts';
import { createIntake, type Intake } from './ingest/intake.ts';
import { SendAgain } from './ingest/send-again.ts';
import type { CloudEvent, Scenario } from './simulate/scenario.ts';
import { BadEvents } from './store/bad-events.ts';
import { type CatalogueStore, openCatalogue } from './store/catalogue-store.ts';
import { Database } from './store/database.ts';
import { openDismissedTypes } from './store/dismissed-types.ts';
import type { FlowCheck } from './store/flow-check.ts';
import { UnknownFlow } from './store/flow-errors.ts';
import { type FlowStore, openFlowStore, type StoredFlow } from './store/flow-store.ts';
import { FlowVersions } from './store/flow-versions.ts';
import { openRecordLists, RECORD_FILES, type RecordLists } from './store/record-lists.ts';
import { openReferenceTables, type ReferenceTables } from './store/reference-tables.ts';
import { openSettings, type SettingsStore } from './store/settings-store.ts';
import { type RunTrial, Trials } from './trial/trials.ts';
import type { Changed } from './wire/live.ts';

export interface RuntimeOptions {
  readonly home: Home;
  readonly clock: Clock;
  /** Where the engines run: in a worker, or in this thread. */
  readonly openHost: OpenEngineHost;
  /** Checks a flow in its surroundings (flows/format). */
  readonly validate: (raw: unknown, surroundings: Surroundings) => ReturnType<FlowCheck>;
  readonly scenarioOf: (flowId: string) => Scenario | undefined;
  /** The event types that ship. */
  readonly eventTypes: readonly EventTypeInfo[];
  /** What is known of reference tables by name. */
  readonly tableInfos: readonly TableInfo[];
  readonly webhookAllow?: string;
  /** How much of the journal stays besides what is needed. */
  readonly keep?: JournalKeep;
  /** Ms that sources have at most, after a stop, to bring what piled up. */
  readonly catchUp?: number;
  /** Where a node of a draft is tried: in a worker of its own, or in this thread. */
  readonly runTrial: RunTrial;
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
  readonly sendAgain: SendAgain;
  readonly badEvents: BadEvents;
  readonly outbox: Outbox;
  readonly deliverer: Deliverer;
  readonly records: RecordLists;
  readonly tables: ReferenceTables;
  readonly settings: SettingsStore;
  readonly catalogue: Catalogue;
  /** The event types that people declared. */
  readonly declaredTypes: CatalogueStore;
  readonly simulations: Simulations;
  readonly trials: Trials;
  readonly clock: Clock;
  readonly database: Database;
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
  const badEvents = new BadEvents({ database, clock, signal, onChange: () => changed('refused') });
  // Of the flows; a table or an event type may change before they are open.
  let opened: FlowStore | undefined;
  const surroundingsChanged = () => {
    void opened?.recheck();
    changed('catalogue');
  };
  const tables = await openReferenceTables({
    files: join(home.flows, 'tables'),
    data: home.data,
    known: options.tableInfos,
    clock,
    signal,
    warn,
    onRows: (name, live, simulated) => {
      host.setTable(name, live, simulated).catch((error: unknown) => warn(`table ${name}: ${String(error)}`));
      changed('tables');
    },
    onShape: surroundingsChanged,
  });
  const declaredTypes = await openCatalogue({
    flows: home.flows,
    clock,
    signal,
    warn,
    onChanged: surroundingsChanged,
  });
  const surroundings = (): Surroundings => ({
    eventTypes: knownTypes(options.eventTypes, declaredTypes),
    tables: tables.infos(),
    connections: [],
  });
  const check: FlowCheck = (raw) => options.validate(raw, surroundings());

  const records = await openRecordLists({
    data: home.data,
    clock,
    signal,
    warn,
    onChange: (kind) => changed(RECORD_FILES[kind]),
  });
  const outbox = await openOutbox({
    data: home.data,
    database,
    clock,
    signal,
    warn,
    onChange: () => changed('outbox'),
    onSettled: (settled, outcome) => void host.settle(settled, outcome),
  });
  const guard = {
    clock,
    allowInside: allowList(options.webhookAllow),
    timeout: () => settings.limits().timeoutSeconds * 1_000,
    ...(options.resolve && { resolve: options.resolve }),
  };
  const deliverer = new Deliverer({
    outbox,
    limits: () => settings.limits(),
    onTargets: () => changed('outbox'),
    clock,
    signal,
    warn,
    channels: [
      logChannel,
      recordChannel('task', records.task),
      recordChannel('case', records.case),
      recordChannel('watchlist', records.watchlist),
      tableChannel(tables),
      eventChannel(pushEvent),
      webhookChannel(guard),
      // The gateway is the operator's own setting, and is often inside.
      smsChannel(() => settings.secret().sms, { ...guard, allowInside: () => true }),
      emailChannel(() => settings.secret().email),
    ],
  });
  const host = options.openHost({
    clock,
    signal,
    tables: tables.all(),
    data: home.data,
    keep: options.keep ?? KEEP,
    catchUp: options.catchUp ?? CATCH_UP,
    room: () => deliverer.room(),
    known: () => ({
      ...known(outbox.mark(), badEvents.known),
      settlement: outbox.settlements.lastNumber,
    }),
    warn,
    onRecovered: (recovered) => {
      for (const { number, settled, outcome } of outbox.settlements.after(recovered.settlement))
        void host.settle({ ...settled, number }, outcome);
      for (const { sentence } of [...recovered.damaged, ...recovered.missing]) warn(sentence.en);
    },
    onMatch: (hosted) => {
      deliverer.accept(hosted);
      listener.onMatch(hosted);
    },
    onBadEvent: (found) => badEvents.found(found),
  });
  const intake = createIntake({
    clock,
    signal,
    trouble: () => host.trouble,
    push: (block) => host.push(block),
    room: () => deliverer.room(),
    bad: badEvents,
    onBlock: (block) => listener.onBlock(block),
  });

  async function pushEvent(event: string): Promise<string | undefined> {
    const request = intake.begin({ own: true });
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
  // No flow is deployed, and nothing taken in, before the engines are as they were.
  const recovered = await host.recovered;
  const rounds = new CheckpointRounds({
    host,
    clock,
    signal,
    every: options.keep?.checkpointEvery,
    stored: () => Promise.all([deliverer.stored(), badEvents.stored()]),
    onSettled: (settlement) => outbox.settlements.told(settlement),
    warn,
  });
  const versions = new FlowVersions(database, clock, warn);
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
  const isRunning = (id: string) => flows.get(id)?.running != null && !settings.isStopped(id);
  // Flows that were stopped, or whose files were taken away, while nothing ran.
  for (const flow of recovered.flows) {
    const goesOn = !settings.isStopped(flow.id) && (await flows.goOn(flow));
    if (!goesOn) await host.remove(flow.id);
  }
  deliverer.resume();
  const discovery = await openDiscovery({
    data: home.data,
    clock,
    signal,
    isBusy: () => intake.usage.underWay > 0,
    onChanged: () => changed('catalogue'),
    warn,
  });
  const catalogue = new Catalogue({
    shipped: options.eventTypes,
    declared: declaredTypes,
    discovery,
    dismissed: await openDismissedTypes(home.data, warn),
    onDismissed: () => changed('catalogue'),
    flows: () => flows.list(),
    clock,
  });
  return {
    flows,
    versions,
    host,
    intake,
    sendAgain: new SendAgain({ bad: badEvents, intake, clock }),
    badEvents,
    outbox,
    deliverer,
    records,
    tables,
    settings,
    catalogue,
    declaredTypes,
    simulations,
    trials: new Trials({
      run: options.runTrial,
      journal: join(home.data, 'journal'),
      tables: () => tables.all(),
      surroundings,
      clock,
      signal,
      warn,
    }),
    clock,
    database,
    surroundings,
    check,
    isRunning,
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
      const late = patience(clock, signal);
      await Promise.race([flows.idle(), late]);
      await Promise.race([deliverer.finish(), late]);
      await Promise.race([rounds.now(), late]);
      end.abort();
      await Promise.all([
        host.close(),
        outbox.flush(),
        discovery.flush(),
        tables.flush(),
        ...Object.values(records).map((list) => list.flush()),
      ]);
      database.close();
    },
  };
}

/** What the journal keeps by itself: a week, or 2 GiB. */
const KEEP: JournalKeep = { ms: 7 * 24 * 60 * 60_000, bytes: 2 * 1024 ** 3 };
const CATCH_UP = 30_000;

/** Ms that an end waits for what is under way and a last checkpoint: a disk that refuses must not keep the process. */
const LONGEST_END = 4_000;

function patience(clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => clock.after(LONGEST_END, resolve, signal));
}

function known(match: FoundPlace | undefined, bad: FoundPlace | undefined): KnownPlaces {
  return { ...(match && { match }), ...(bad && { bad }) };
}
