/** What Node-RED does to the world outside, as actions. Addresses are taken over; passwords and keys never are. */
import { METHODS } from '../../../../nodes/action/channels.ts';
import { type Row, textOf } from '../../../../nodes/kit/lenient.ts';
import type { Text } from '../../../../nodes/kit/text.ts';
import { templateOf, typeFrom } from '../field-names.ts';
import { shortText } from '../parse.ts';
import type { RedNode } from '../red-node.ts';
import { type Fate, leftOut, onePart, type Translation } from '../translation.ts';

function action(node: RedNode, channel: string, params: Row, fate: Fate, why: Text): Translation {
  return onePart(node, 'action', { channel, params }, [['done']], fate, why);
}

/** `https://user:password@host/` loses who it is for. */
function withoutSecrets(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/@\s]*@/, '$1');
}

const NO_URL: Text = {
  ko: '주소를 메시지에서 받던 호출입니다. 조치에 주소를 적으세요. 응답은 이벤트에 들어오지 않습니다.',
  en: 'It took the address from the message. Write the address into the action. What is answered does not come into the event.',
};

export function httpRequest(node: RedNode): Translation {
  const asked = textOf(node.props.method).toUpperCase();
  const method = METHODS.find((each) => each === asked) ?? 'POST';
  const url = withoutSecrets(shortText(node.props.url));
  return action(
    node,
    'webhook',
    { url: templateOf(url), method },
    'changed',
    url === ''
      ? NO_URL
      : {
          ko: '같은 주소를 호출하는 조치가 되었습니다. 응답은 이벤트에 들어오지 않습니다. 인증 정보는 옮기지 않았습니다.',
          en: 'It became an action that calls the same address. What is answered does not come into the event. Credentials were not taken over.',
        },
  );
}

export function email(node: RedNode): Translation {
  const to = templateOf(shortText(node.props.to) || node.name) || '{{ to }}';
  return action(
    { ...node, name: textOf(node.props.dname).slice(0, 200) },
    'email',
    { to, subject: '{{ topic }}', body: '{{ payload }}' },
    'changed',
    {
      ko: '이메일을 보내는 조치가 되었습니다. 제목은 topic, 본문은 payload 항목에서 오니 알맞게 고치세요.',
      en: 'It became an action that sends an e-mail. Its subject comes from the field topic, its body from payload: change them as needed.',
    },
  );
}

export function debug(node: RedNode): Translation {
  if (node.props.active === false)
    return leftOut({ ko: '꺼져 있던 디버그 노드입니다.', en: 'A debug node that was switched off.' });
  return action(node, 'log', {}, 'mapped', {
    ko: '발견한 것을 기록으로 남기는 조치가 되었습니다.',
    en: 'It became an action that writes the match down.',
  });
}

/** What goes to a broker becomes an event, which other flows can take. */
export function streamOut(prefix: string) {
  return (node: RedNode): Translation => {
    const { topic, queue, url } = node.props;
    const named = [topic, queue, url].map(textOf).find((text) => text !== '') ?? node.name;
    const type = typeFrom(prefix, named.replace(/^\w+:\/\//, '')).replace(/\.\*$/, '');
    return action(node, 'event', { type }, 'changed', {
      ko: `‘${type}’ 이벤트를 내보내는 조치가 되었습니다. 밖으로 보내려면 연결을 정하세요.`,
      en: `It became an action that puts out an event of type “${type}”. To send it outside, set up a connection.`,
    });
  };
}

export function httpResponse(): Translation {
  return leftOut({
    ko: '이벤트를 받으면 서버가 알아서 응답하므로 필요 없습니다.',
    en: 'Not needed: the server answers by itself when it takes an event.',
  });
}
