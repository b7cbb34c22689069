/** What only leads on, what is only text, and what nobody here can do. */
import { textOf } from '../../../../nodes/kit/lenient.ts';
import { shortText } from '../parse.ts';
import type { RedNode } from '../red-node.ts';
import { positive } from '../time-settings.ts';
import { asComment, asWire, leftOut, type Translation } from '../translation.ts';

export function comment(node: RedNode): Translation {
  const text = [node.name, shortText(node.props.info)].filter((part) => part !== '').join('\n\n');
  if (text === '') return leftOut({ ko: '빈 메모입니다.', en: 'An empty comment.' });
  return {
    fate: 'mapped',
    why: { ko: '메모로 옮겼습니다.', en: 'It became a comment.' },
    parts: [{ key: 'it', kind: 'comment', data: { text } }],
    entries: [],
    exits: [],
  };
}

export function functionNode(node: RedNode): Translation {
  const past = Math.max(node.wires.length, positive(node.props.outputs) ?? 0) === 1;
  const why = past
    ? {
        ko: '코드는 실행하지 않습니다. 이벤트는 그대로 지나갑니다. 코드가 하던 일을 ‘거르기’, ‘계산해 붙이기’, ‘판단표’로 다시 만드세요.',
        en: 'Code is never run. Events go past it. Rebuild what it did as a filter, a derive or a decision table.',
      }
    : {
        ko: '코드는 실행하지 않습니다. 나가는 곳이 여럿이어서 잇지 않았습니다. 코드가 하던 일을 ‘거르기’나 ‘판단표’로 다시 만들고 이으세요.',
        en: 'Code is never run. It has several outputs, so nothing was connected. Rebuild what it did as filters or a decision table.',
      };
  return asComment(node, why, shortText(node.props.func), past);
}

export function template(node: RedNode): Translation {
  return asComment(
    node,
    {
      ko: '글을 만드는 노드입니다. 이벤트는 그대로 지나갑니다. 이 글을 조치의 제목이나 내용에 적으세요.',
      en: 'It makes a text. Events go past it. Write this text into the title or body of an action.',
    },
    shortText(node.props.template),
  );
}

export function linkCall(node: RedNode): Translation {
  return asComment(node, {
    ko: '다른 곳에 다녀오는 연결입니다. 부르던 노드를 이 흐름에 직접 이으세요.',
    en: 'It calls nodes somewhere else and comes back. Connect what it called into this flow.',
  });
}

/** Joined in wiring.ts, where both ends are known. */
export function link(node: RedNode): Translation {
  if (textOf(node.props.mode) === 'return') return linkCall(node);
  return asWire({
    ko: '링크의 양 끝을 바로 이었습니다.',
    en: 'The two ends of the link were connected.',
  });
}

export function junction(): Translation {
  return asWire({
    ko: '선이 갈라지는 곳이어서 바로 이었습니다.',
    en: 'Wires met here; they were connected.',
  });
}

export function json(): Translation {
  return asWire({
    ko: '이벤트는 이미 JSON이므로 바로 이었습니다.',
    en: 'Events are JSON already, so the wire goes straight on.',
  });
}

export function handler(node: RedNode): Translation {
  return asComment(
    node,
    {
      ko: '오류나 상태를 지켜보는 노드입니다. 조치의 실패는 조치의 ‘실패’에서 이어 받으세요.',
      en: 'It watches errors or states. Take failures of an action from its handle “failed”.',
    },
    '',
    false,
  );
}

export function unknown(node: RedNode): Translation {
  const past = node.wires.length === 1;
  return asComment(
    node,
    past
      ? {
          ko: '여기에는 이런 노드가 없습니다. 이벤트는 그대로 지나갑니다.',
          en: 'There is no such node here. Events go past it.',
        }
      : {
          ko: '여기에는 이런 노드가 없습니다. 필요하면 다른 노드로 다시 만드세요.',
          en: 'There is no such node here. Rebuild it from others where it is needed.',
        },
    '',
    past,
  );
}
