/** Parts that nothing reaches, and finds that lead to nothing. */
import type { Fault } from '../../../nodes/kit/fault.ts';
import { textOf } from '../../../nodes/kit/lenient.ts';
import { definitionOf } from '../../../nodes/register.ts';
import type { FlowNode } from '../flow-file.ts';
import { outputsOf } from '../graph.ts';
import { type TrapScene, trap } from './trap.ts';

export function wiringTraps(scene: TrapScene): Fault[] {
  return scene.flow.nodes.flatMap((node) => [
    ...deadEnd(node, scene),
    ...unreached(node, scene),
    ...everyEventActs(node, scene),
  ]);
}

function deadEnd(node: FlowNode, scene: TrapScene): Fault[] {
  if (node.type === 'action' || outputsOf(node).length === 0 || scene.from(node.id).length > 0) return [];
  const category = definitionOf(node.type)?.category;
  if (category === 'source')
    return [
      trap(
        'dead-end',
        node.id,
        '들어온 이벤트가 어디로도 가지 않습니다. 다음 노드와 이으세요.',
        'What comes in here goes nowhere. Wire it to the next node.',
      ),
    ];
  if (category === 'pattern')
    return [
      trap(
        'dead-end',
        node.id,
        '찾아내도 아무 조치를 하지 않습니다. 뒤에 조치 노드를 이으세요.',
        'Nothing is done about what this finds. Wire an action after it.',
      ),
    ];
  return [
    trap(
      'dead-end',
      node.id,
      '여기서 흐름이 끝나 아무 조치도 하지 않습니다. 다음 노드나 조치와 이으세요.',
      'The flow ends here and nothing is done. Wire it to the next node or to an action.',
    ),
  ];
}

/**
 * An action that is wired, but to nothing that begins at a source. One that has no wire, and the node where the way begins
 * without a source, have hints of their own; those in between would say the same again.
 */
function unreached(node: FlowNode, scene: TrapScene): Fault[] {
  if (node.type !== 'action' || scene.reached.has(node.id) || scene.into(node.id).length === 0) return [];
  return [
    trap(
      'unreached',
      node.id,
      '어떤 이벤트도 여기까지 오지 않아 이 조치는 실행되지 않습니다. 앞쪽의 노드를 ‘이벤트 받기’와 이으세요.',
      'No event ever comes here, so this is never done. Wire the nodes before it to an event source.',
    ),
  ];
}

/** What reaches people, and is a nuisance if it comes with each event. */
const LOUD = ['email', 'sms', 'task', 'case', 'watchlist'];
/** What lets only some events on. */
const CHOOSES = ['filter', 'decide', 'throttle', 'window', 'correlate'];

function everyEventActs(node: FlowNode, scene: TrapScene): Fault[] {
  if (node.type !== 'action' || !LOUD.includes(textOf(node.data.channel))) return [];
  const seen = new Set<string>();
  const stack = [node.id];
  while (stack.length > 0) {
    const id = stack.pop()!;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const { source, sourceHandle } of scene.into(id)) {
      const type = scene.node(source)?.type ?? '';
      if (type === 'event-source')
        return [
          trap(
            'acts-on-every-event',
            node.id,
            '조건 없이 이벤트가 올 때마다 이 조치를 합니다. 앞에 ‘거르기’나 ‘횟수 제한’을 넣으세요.',
            'This is done for every event, without a condition. Put a filter or a throttle before it.',
          ),
        ];
      // A lookup chooses, unless the found and the missing come here alike
      const both = scene
        .into(id)
        .some((edge) => edge.source === source && edge.sourceHandle !== sourceHandle);
      if (!CHOOSES.includes(type) && (type !== 'lookup' || both)) stack.push(source);
    }
  }
  return [];
}
