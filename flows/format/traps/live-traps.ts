/** What shows only while a flow runs: by the counts of its nodes since it started. */
import type { Fault } from '../../../nodes/kit/fault.ts';
import { rowOf } from '../../../nodes/kit/lenient.ts';
import { type Localized, localize, type Text } from '../../../nodes/kit/text.ts';
import type { FlowNode } from '../flow-file.ts';
import { type TrapScene, trap } from './trap.ts';

/** The counts of a node, as the runtime sends them (runtime/wire/live.ts). */
export interface Tally {
  readonly in: number;
  readonly out: Readonly<Record<string, number>>;
  readonly noKey: number;
  readonly tooLate: number;
  readonly errors: number;
  readonly lastError?: Localized | undefined;
  readonly open: number;
}

/** Below so many events nothing is said: a few are no habit. */
const ENOUGH = 20;
/** So many events without one that fits are worth a look. */
const MANY = 1000;
/** Open runs that begin to weigh on memory. */
const MANY_OPEN = 50_000;

/**
 * @param tallyOf the counts of a node that runs as it is drawn; none where it was changed since
 * @param events how many events the flow has taken
 */
export function liveTraps(
  scene: TrapScene,
  tallyOf: (node: FlowNode) => Tally | undefined,
  events: number,
): Fault[] {
  return scene.flow.nodes.flatMap((node) => {
    const tally = tallyOf(node);
    return tally ? [...byKind(node, tally, scene, events), ...ofAny(node, tally)] : [];
  });
}

const amount = (count: number) => count.toLocaleString('en-US');

function byKind(node: FlowNode, tally: Tally, scene: TrapScene, events: number): Fault[] {
  switch (node.type) {
    case 'event-source':
      return silentSource(node, tally, events);
    case 'filter':
      return nothingFits(node, tally);
    case 'throttle':
      return allHeld(node, tally);
    case 'correlate':
      return manyRuns(node, tally);
    case 'lookup':
    case 'decide':
      return lostEvents(node, tally, scene);
    case 'action':
      return failing(node, tally);
    default:
      return [];
  }
}

function silentSource(node: FlowNode, { out }: Tally, events: number): Fault[] {
  if (events < MANY || (out.out ?? 0) > 0) return [];
  return [
    trap(
      'silent-source',
      node.id,
      `흐름이 이벤트 ${amount(events)}건을 처리하는 동안 이 종류는 한 번도 오지 않았습니다. 이벤트 종류의 이름과 보내는 쪽을 확인하세요.`,
      `None of these came while the flow took ${amount(events)} events. Check the event type and whoever should send it.`,
      'eventType',
    ),
  ];
}

function nothingFits(node: FlowNode, { in: came, out }: Tally): Fault[] {
  if (came < MANY || (out.match ?? 0) > 0) return [];
  return [
    trap(
      'nothing-fits',
      node.id,
      `들어온 ${amount(came)}건 가운데 조건에 맞은 것이 없습니다. 조건을 확인하세요.`,
      `Of ${amount(came)} events none has fitted. Check the condition.`,
      'where',
    ),
  ];
}

function allHeld(node: FlowNode, { in: came, out }: Tally): Fault[] {
  const held = out.held ?? 0;
  if (came < ENOUGH || held < 0.95 * came) return [];
  return [
    trap(
      'throttle-holds-all',
      node.id,
      `들어온 ${amount(came)}건 가운데 ${amount(held)}건을 막았습니다. 최대 횟수를 늘리거나 기간을 줄이고, 기준 항목이 맞는지 확인하세요.`,
      `It has held ${amount(held)} of ${amount(came)} events. Allow more, shorten the time, or check the key.`,
      'max',
    ),
  ];
}

function manyRuns(node: FlowNode, { open }: Tally): Fault[] {
  if (open < MANY_OPEN) return [];
  const every = (node.data.start ?? 'every') === 'every' && node.data.order !== 'any';
  return [
    trap(
      'many-open-runs',
      node.id,
      `지금 ${amount(open)}건을 기다리고 있어 메모리를 많이 씁니다. ${every ? '시작을 ‘가장 최근 것만’으로 바꾸거나 ' : ''}기간을 줄이거나 앞에서 먼저 거르세요.`,
      `${amount(open)} runs are waiting, which takes much memory. ${every ? 'Start from the latest only, shorten' : 'Shorten'} the time, or filter before it.`,
      every ? 'start' : 'within',
    ),
  ];
}

/** Events that leave by an output to which nothing is wired. */
function lostEvents(node: FlowNode, { in: came, out }: Tally, scene: TrapScene): Fault[] {
  const handle = node.type === 'lookup' ? 'missing' : 'else';
  const lost = out[handle] ?? 0;
  const wired = scene.from(node.id).some((edge) => edge.sourceHandle === handle);
  // Where the nearest row is looked for, that there is none within reach is the rule.
  if (wired || came < ENOUGH || lost < came / 4 || Object.keys(rowOf(node.data.nearest)).length > 0)
    return [];
  return [
    node.type === 'lookup'
      ? trap(
          'events-lost',
          node.id,
          `표에 없어서 ${amount(came)}건 가운데 ${amount(lost)}건이 사라졌습니다. ‘없음’에도 다음 노드를 잇거나, 찾는 항목이 맞는지 확인하세요.`,
          `${amount(lost)} of ${amount(came)} were not in the table and are lost. Wire "missing" too, or check the field that is looked up.`,
        )
      : trap(
          'events-lost',
          node.id,
          `맞는 줄이 없어서 ${amount(came)}건 가운데 ${amount(lost)}건이 사라졌습니다. ‘그 밖’에도 다음 노드를 잇거나 줄을 더하세요.`,
          `No row fitted ${amount(lost)} of ${amount(came)} events, and they are lost. Wire “else” too, or add a row.`,
        ),
  ];
}

/** The last error in parentheses, where there is one. */
function reasonIn(error: Localized | undefined): Text {
  return error
    ? { ko: ` (${localize(error, 'ko')})`, en: ` (${localize(error, 'en')})` }
    : { ko: '', en: '' };
}

function failing(node: FlowNode, { out, lastError }: Tally): Fault[] {
  const failed = out.failed ?? 0;
  if (failed < 5 || failed < (out.done ?? 0)) return [];
  const why = reasonIn(lastError);
  return [
    trap(
      'action-fails',
      node.id,
      `이 조치가 ${amount(failed)}번 실패했습니다${why.ko}. 연결 설정과 받는 곳을 확인하세요.`,
      `This has failed ${amount(failed)} times${why.en}. Check the connection and the receiver.`,
    ),
  ];
}

function ofAny(node: FlowNode, { in: came, noKey, tooLate, errors, lastError }: Tally): Fault[] {
  const faults: Fault[] = [];
  if (noKey >= ENOUGH && noKey >= came / 2)
    faults.push(
      trap(
        'key-missing',
        node.id,
        `기준 항목이 비어 있어 ${amount(noKey)}건을 보지 못했습니다. 기준 항목이 맞는지 확인하세요.`,
        `${amount(noKey)} events had no key and were passed over. Check the key.`,
        node.type === 'correlate' ? 'steps.0.key' : 'key',
      ),
    );
  if (tooLate >= ENOUGH && tooLate >= came / 20)
    faults.push(
      trap(
        'come-too-late',
        node.id,
        `구간이 끝난 뒤에 ${amount(tooLate)}건이 와서 빠졌습니다. 흐름의 지각 허용 시간을 늘리세요.`,
        `${amount(tooLate)} events came after their window had ended, and were left out. Allow more lateness in the flow.`,
      ),
    );
  if (node.type !== 'action' && errors >= ENOUGH && errors >= came / 10)
    faults.push(
      trap(
        'node-fails',
        node.id,
        `계산이 ${amount(errors)}번 실패해 값이 비었습니다${reasonIn(lastError).ko}. 식을 확인하세요.`,
        `It has failed ${amount(errors)} times and left the value empty${reasonIn(lastError).en}. Check the expression.`,
      ),
    );
  return faults;
}
