/**
 * The engines in this very thread: for tests of what is around them, which the worker need not be built for. Nothing of
 * their state is written down.
 */
import { type EngineHost, guarded, NOTHING_RECOVERED, type OpenEngineHost, TICK } from './engine-host.ts';
import { type CreateEngine, EngineRoom } from './engine-room.ts';

export function hostInThread(createEngine: CreateEngine): OpenEngineHost {
  return ({ clock, signal, tables, warn, onMatch, onBadEvent }): EngineHost => {
    const room = new EngineRoom({
      createEngine,
      tables: { live: tables, simulated: tables },
      onMatch: (hosted) =>
        guarded(warn, `match at ${hosted.match.flow}/${hosted.match.node}`, () => onMatch(hosted)),
      onBadEvent: (found) => guarded(warn, `bad event at ${found.bad.flow}`, () => onBadEvent(found)),
    });
    clock.every(TICK, () => guarded(warn, 'engine', () => room.tick(clock.now())), signal);
    return {
      deploy: async (flow) => room.deploy(flow, clock.now()),
      preview: async (flow) => room.preview(flow),
      deployCopy: async (flow) => room.deployCopy(flow),
      remove: async (flowId) => room.remove(flowId),
      setTable: async (name, rows, simulated = rows) => room.setTable(name, rows, simulated),
      settle: async (delivery, outcome) =>
        guarded(warn, `settling of ${delivery.flow}/${delivery.node}`, () =>
          room.settle(delivery, outcome, clock.now()),
        ),
      push: async (block) => room.push(block, clock.now()),
      counts: async (flowId) => room.counts(flowId, clock.now()),
      startCopy: async (flow) => room.startCopy(flow, clock.now()),
      stopCopy: async (flowId) => room.stopCopy(flowId, clock.now()),
      advanceCopy: async (flowId, block, now) => room.advanceCopy(flowId, block, now, clock.now()),
      recovered: Promise.resolve(NOTHING_RECOVERED),
      trouble: undefined,
      catchingUpUntil: undefined,
      checkpoint: async () => undefined,
      checkpointIfDue: async () => undefined,
      commitCheckpoint: async () => {},
      close: async () => {},
    };
  };
}
