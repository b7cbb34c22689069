/** Which events a node is tried on: the recent ones, made-up ones, or a text. */
import type { Text } from '../../nodes/kit/text.ts';
import type { TrialSource } from '../wire/trial.ts';
import { givenEvents } from './given-events.ts';
import { recentEvents } from './recent-events.ts';
import { scenarioFor, simulatedBlocks } from './simulated-events.ts';
import type { TrialTask } from './work-off-trial.ts';

export interface TrialEvents {
  readonly from: TrialSource;
  readonly blocks: Iterable<readonly string[]>;
  readonly problems: readonly Text[];
  /** For each line of a text: which of its events it is. */
  readonly places?: readonly number[];
}

export interface Taken {
  /** As the sources name them. */
  readonly types: readonly string[];
  readonly takes: (type: string) => boolean;
  /** Something must lead to the node for anything to arrive at it. */
  readonly needsSource: boolean;
}

/** Simulated events of a block, and at most: until the node has found something. */
const BLOCK = 5_000;
const MOST = 20_000;

const NO_SOURCE: Text = {
  ko: '이 노드로 이어지는 ‘이벤트 받기’가 없습니다. 선으로 이으면 시험할 수 있습니다.',
  en: 'No event source leads to this node. Connect one to try it.',
};

export async function eventsFor(task: TrialTask, taken: Taken): Promise<TrialEvents> {
  const { from, text = '' } = task.request;
  if (taken.types.length === 0)
    return { from: from ?? 'recent', blocks: [], problems: taken.needsSource ? [NO_SOURCE] : [] };
  if (from === 'given') {
    const [type] = taken.types.filter((each) => !each.endsWith('*'));
    const { lines, places, problems } = givenEvents(text, type, task.now);
    return { from, blocks: [lines], places, problems };
  }
  const recent = from === 'simulated' ? [] : await recentEvents({ folder: task.journal, takes: taken.takes });
  if (recent.length > 0 || from === 'recent') return { from: 'recent', blocks: [recent], problems: [] };
  return simulated(task, taken);
}

function simulated({ request, tables, now }: TrialTask, { takes }: Taken): TrialEvents {
  const scenario = scenarioFor(request.flow.id, takes, tables);
  const blocks = scenario ? simulatedBlocks(scenario, { now, tables, count: BLOCK, most: MOST }) : [];
  return { from: 'simulated', blocks, problems: [] };
}
