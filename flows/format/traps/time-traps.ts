/** Waits without an end, finds that come again and again, and time that is not the one that was meant. */
import { DAY, durationInWords, parseDuration } from '../../../nodes/kit/duration.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import { rowOf, rowsOf, textOf, textsOf } from '../../../nodes/kit/lenient.ts';
import type { FlowNode } from '../flow-file.ts';
import { type TrapScene, trap } from './trap.ts';

const YEAR = 365 * DAY;

export function timeTraps(scene: TrapScene): Fault[] {
  return [
    ...scene.flow.nodes.flatMap((node) => [
      ...(node.type === 'correlate' ? correlateTraps(node) : []),
      ...(node.type === 'window' ? windowTraps(node, scene) : []),
      ...(node.type === 'window' || node.type === 'correlate' ? slowerThanItself(node, scene) : []),
    ]),
    ...flowTraps(scene),
  ];
}

function correlateTraps(node: FlowNode): Fault[] {
  const { data } = node;
  const steps = rowsOf(data.steps);
  const faults: Fault[] = [];
  if (steps.some((step) => step.absent === true) && steps.some((step) => textsOf(step.key).length === 0))
    faults.push(
      trap(
        'absence-without-key',
        node.id,
        '기준 항목이 없어 다른 고객의 일만으로도 ‘일어나지 않음’이 깨집니다. 모든 단계에 고객 번호 같은 기준 항목을 고르세요.',
        'Without a key, anybody’s event ends the wait for what must not happen. Choose a key, such as the customer number, at every step.',
        'steps.0.key',
      ),
    );
  const bound = steps.filter((step) => step.absent !== true).length;
  const everyRun = (data.start ?? 'every') === 'every' && (data.advance ?? 'all') === 'all';
  if (data.order !== 'any' && bound > 1 && everyRun)
    faults.push(
      trap(
        'pairs-multiply',
        node.id,
        '첫 단계의 일이 여러 번 일어나면 다음 일이 한 번 와도 그 수만큼 결과가 나옵니다. 하나만 필요하면 ‘가장 최근 것만’ 또는 ‘가장 먼저 온 것만’ 이어지게 하세요.',
        'Where the first step happens several times, one event at the next gives as many matches. If one is enough, let only the newest or the oldest go on.',
        'advance',
      ),
    );
  if ((parseDuration(textOf(data.within)) ?? 0) > YEAR) faults.push(tooLong(node, 'within'));
  return faults;
}

function windowTraps(node: FlowNode, scene: TrapScene): Fault[] {
  const { data } = node;
  const { kind, size, gap } = rowOf(data.window);
  const faults: Fault[] = [];
  if (kind === 'session' && textsOf(data.key).length === 0)
    faults.push(
      trap(
        'window-never-ends',
        node.id,
        '기준 항목이 없어 누구의 이벤트든 구간을 이어 가므로 구간이 끝나지 않을 수 있습니다. 기준 항목을 고르세요.',
        'Without a key everybody’s events keep the window open, so it may never end. Choose a key.',
        'key',
      ),
    );
  const length = parseDuration(textOf(kind === 'session' ? gap : size)) ?? 0;
  if (length > YEAR) faults.push(tooLong(node, kind === 'session' ? 'window.gap' : 'window.size'));
  if (data.emit === 'every' && actsEachTime(node, scene))
    faults.push(
      trap(
        'acts-again-and-again',
        node.id,
        '기준에 이른 뒤에는 이벤트가 올 때마다 조치를 되풀이합니다. 한 번이면 되면 알림을 ‘처음 한 번’으로 바꾸거나 뒤에 ‘횟수 제한’을 넣으세요.',
        'Once the limit is reached, each further event acts again. If once is enough, tell it once, or put a throttle after it.',
        'emit',
      ),
    );
  return faults;
}

function tooLong(node: FlowNode, field: string): Fault {
  return trap(
    'too-long',
    node.id,
    '기간이 1년이 넘어 그동안의 이벤트를 모두 기억하고 기다립니다. 기간이 맞는지 확인하세요.',
    'It remembers and waits for more than a year. Check the duration.',
    field,
  );
}

/** Whether an action follows with nothing in between that would hold repeats back. */
function actsEachTime(node: FlowNode, scene: TrapScene): boolean {
  const seen = new Set<string>();
  const stack = [node.id];
  while (stack.length > 0) {
    const id = stack.pop()!;
    for (const { target } of scene.from(id)) {
      const type = scene.node(target)?.type ?? '';
      if (type === 'action') return true;
      if (seen.has(target) || ['throttle', 'window', 'correlate'].includes(type)) continue;
      seen.add(target);
      stack.push(target);
    }
  }
  return false;
}

/** Events are waited for longer than the span that is looked at. */
function slowerThanItself(node: FlowNode, { flow }: TrapScene): Fault[] {
  const lateness = parseDuration(flow.lateness ?? '') ?? 0;
  const { size, gap } = rowOf(node.data.window);
  const spans = [node.data.within, size, gap].map((span) => parseDuration(textOf(span)) ?? 0).filter(Boolean);
  if (spans.length === 0 || lateness <= Math.min(...spans)) return [];
  const text = flow.lateness ?? '';
  return [
    trap(
      'lateness-longer',
      node.id,
      `늦게 오는 이벤트를 ${durationInWords(text, 'ko')} 기다리는데, 이 노드가 보는 기간보다 깁니다. 결과가 그만큼 늦게 나옵니다. 흐름의 지각 허용 시간을 줄이세요.`,
      `Late events are waited for ${durationInWords(text, 'en')}, longer than the span that this node looks at; results come that much later. Shorten the lateness of the flow.`,
    ),
  ];
}

function flowTraps({ flow }: TrapScene): Fault[] {
  const faults: Fault[] = [];
  if (flow.late === 'drop' && (parseDuration(flow.lateness ?? '') ?? 0) === 0)
    faults.push(
      trap(
        'drops-late',
        undefined,
        '늦은 이벤트를 제외하면서 지각 허용 시간이 0이라, 순서가 조금만 바뀌어도 이벤트가 사라집니다. 지각 허용 시간을 1분쯤으로 두세요.',
        'Late events are dropped and none may be late, so events that come only slightly out of order are lost. Allow a lateness of about a minute.',
        'lateness',
      ),
    );
  const daily = flow.nodes.find((node) => node.type === 'window' && isByLocalDay(node));
  if (daily && flow.timezone === undefined)
    faults.push(
      trap(
        'day-in-utc',
        daily.id,
        '흐름에 시간대가 없어 하루가 UTC 0시(한국 시각 오전 9시)에 시작합니다. 흐름의 시간대를 정하세요.',
        'The flow has no time zone, so its days begin at midnight UTC. Set the time zone of the flow.',
      ),
    );
  return faults;
}

/** Aligned to the days of the flow's time zone (SPEC §4 window). */
function isByLocalDay({ data }: FlowNode): boolean {
  const { kind, size, every } = rowOf(data.window);
  if (kind === 'calendar') return true;
  const days = (text: unknown) => {
    const ms = parseDuration(textOf(text));
    return ms !== undefined && ms > 0 && ms % DAY === 0;
  };
  return (kind === 'tumbling' && days(size)) || (kind === 'hopping' && days(size) && days(every));
}
