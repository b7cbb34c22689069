/** One file for each family of Node-RED's nodes. This one: where messages come from, and where events of ours enter. */
import { textOf } from '../../../../nodes/kit/lenient.ts';
import type { Text } from '../../../../nodes/kit/text.ts';
import { typeFrom } from '../field-names.ts';
import { shortText } from '../parse.ts';
import type { RedNode } from '../red-node.ts';
import { onePart, type Translation } from '../translation.ts';

/** Without a name of its own it is called by what it listens to. */
function source(
  node: RedNode,
  eventType: string,
  fate: 'mapped' | 'changed',
  why: Text,
  called = '',
): Translation {
  return onePart({ ...node, name: node.name || called }, 'event-source', { eventType }, [['out']], fate, why);
}

export function inject(node: RedNode): Translation {
  const { topic, repeat, crontab } = node.props;
  const eventType = typeFrom('node-red', textOf(topic) || node.name || 'inject');
  const timed = textOf(repeat) !== '' || textOf(crontab) !== '';
  return source(
    node,
    eventType,
    'changed',
    timed
      ? {
          ko: `정해진 때마다 스스로 메시지를 만들던 노드입니다. 여기서는 밖에서 보낸 ‘${eventType}’ 이벤트를 받습니다.`,
          en: `It made messages by itself at set times. Here events of type “${eventType}” have to be sent from outside.`,
        }
      : {
          ko: `버튼을 누르면 메시지를 만들던 노드입니다. 여기서는 밖에서 보낸 ‘${eventType}’ 이벤트를 받습니다.`,
          en: `It made a message at the press of a button. Here events of type “${eventType}” have to be sent from outside.`,
        },
  );
}

export function httpIn(node: RedNode): Translation {
  const eventType = typeFrom('http', textOf(node.props.url));
  return source(
    node,
    eventType,
    'changed',
    {
      ko: `호출하던 쪽이 이벤트 API로 ‘${eventType}’ 이벤트를 보내게 하세요. 요청의 본문이 이벤트의 항목이 됩니다.`,
      en: `Let the caller send events of type “${eventType}” to the event API. The body of the request becomes the fields of the event.`,
    },
    shortText(node.props.url),
  );
}

/** Brokers and sockets: `topic` or `queue`, whatever the node calls it. */
export function streamIn(prefix: string) {
  return (node: RedNode): Translation => {
    const { topic, queue, url, path, server, port } = node.props;
    const named = [topic, queue, url, path, server, port].map(textOf).find((text) => text !== '') ?? '';
    const eventType = typeFrom(prefix, named.replace(/^\w+:\/\//, '') || node.name);
    return source(
      node,
      eventType,
      'mapped',
      {
        ko: `받은 메시지를 ‘${eventType}’ 이벤트로 받습니다. 접속 정보는 옮기지 않았으니 설정에서 연결하세요.`,
        en: `Its messages come in as events of type “${eventType}”. How to connect was not taken over: set up the connection.`,
      },
      named.slice(0, 200),
    );
  };
}
