/** What waits, limits or gathers: delay, trigger, join, batch. */
import { textOf } from '../../../../nodes/kit/lenient.ts';
import type { RedNode } from '../red-node.ts';
import { isoOf, positive } from '../time-settings.ts';
import { asComment, labelled, onePart, type Translation } from '../translation.ts';

export function delay(node: RedNode): Translation {
  const { pauseType, rate, nbRateUnits, rateUnits, drop } = node.props;
  const kind = textOf(pauseType);
  const per = isoOf(nbRateUnits ?? 1, textOf(rateUnits) || 'second');
  const max = Math.floor(positive(rate) ?? 0);
  if ((kind !== 'rate' && kind !== 'queue' && kind !== 'timed') || !per || max < 1)
    return asComment(node, {
      ko: '메시지를 늦추는 노드입니다. 이벤트는 일어난 시각을 그대로 가지므로 늦추지 않습니다. 정한 시간을 기다려야 하면 ‘이어 보기’를 쓰세요.',
      en: 'It delays messages. Events keep the time at which they happened, so nothing is delayed. Where something has to be waited for, use a correlate.',
    });
  const key = kind === 'rate' ? [] : ['topic'];
  const dropped = kind === 'rate' && drop === true;
  return onePart(
    node,
    'throttle',
    { key, max, per },
    [['pass']],
    dropped ? 'mapped' : 'changed',
    dropped
      ? {
          ko: '정한 기간에 정한 횟수까지만 통과시키는 ‘횟수 제한’이 되었습니다.',
          en: 'It became a throttle that lets only so many pass.',
        }
      : {
          ko: '‘횟수 제한’이 되었습니다. 넘치는 것을 줄 세워 나중에 보내던 것과 달리, 통과시키지 않고 ‘막음’으로 내보냅니다.',
          en: 'It became a throttle. What is too much was queued and sent later; here it does not pass, and leaves by “held”.',
        },
  );
}

export function trigger(node: RedNode): Translation {
  const { op1type, op2type, duration, units, extend, bytopic } = node.props;
  const time = isoOf(duration, textOf(units) || 'ms');
  const key = textOf(bytopic) === 'topic' ? ['topic'] : [];
  const sendsFirst = op1type !== 'nul';
  const sendsSecond = op2type !== 'nul';
  const afterSilence = extend === true || extend === 'true';
  if (time && sendsFirst && !sendsSecond && !afterSilence)
    return onePart(node, 'throttle', { key, max: 1, per: time }, [['pass']], 'changed', {
      ko: '한 번 보낸 뒤 정한 시간 동안 막는 ‘횟수 제한’이 되었습니다. 보내던 글 대신 이벤트가 그대로 나갑니다.',
      en: 'It became a throttle: one passes, then none for that time. The event itself goes on, not the text that was sent.',
    });
  if (time && !sendsFirst && sendsSecond && afterSilence) return watchdog(node, key, time);
  return asComment(node, {
    ko: '먼저 하나를 보내고 나중에 다른 하나를 보내는 노드입니다. 기다리는 것은 ‘이어 보기’, 횟수를 줄이는 것은 ‘횟수 제한’으로 나누어 만드세요.',
    en: 'It sends one thing now and another later. Build the waiting as a correlate, and the limiting as a throttle.',
  });
}

/** Nothing more within a time after an event: each new event starts the wait anew. */
function watchdog(node: RedNode, key: readonly string[], within: string): Translation {
  const data = {
    steps: [
      { name: 'event', key },
      { name: 'next', key, absent: true },
    ],
    within,
    order: 'sequence',
    start: 'latest',
  };
  return {
    fate: 'changed',
    why: {
      ko: '정한 시간 동안 다음 이벤트가 없으면 알리는 ‘이어 보기’가 되었습니다. 이벤트의 항목은 ‘event.’ 아래에 있습니다.',
      en: 'It became a correlate that tells when no other event comes within the time. The fields of the event are under “event.”.',
    },
    parts: [{ key: 'it', kind: 'correlate', data: labelled(node, data) }],
    entries: [
      { part: 'it', handle: 'event' },
      { part: 'it', handle: 'next' },
    ],
    exits: [[{ part: 'it', handle: 'out' }]],
  };
}

const gathered = (node: RedNode, window: Record<string, unknown>, atLeast?: number, field = 'payload') =>
  onePart(
    node,
    'window',
    {
      key: [],
      window,
      aggregates: [
        { name: 'n', function: 'count' },
        { name: 'values', function: 'list', field },
      ],
      having: {
        combinator: 'and',
        rules: atLeast === undefined ? [] : [{ field: 'n', operator: '>=', value: atLeast }],
      },
      emit: window.kind === 'count' ? 'reset' : 'close',
    },
    [['out']],
    'changed',
    {
      ko: '이벤트를 모으는 ‘모아 세기’가 되었습니다. 건수는 n, 모은 값은 values에 있습니다(최근 100개까지).',
      en: 'It became a window. How many came is in n, what they held in values (the 100 newest).',
    },
  );

export function join(node: RedNode): Translation {
  const { mode, build, count, timeout } = node.props;
  const many = Math.floor(positive(count) ?? 0);
  const time = isoOf(timeout, 's');
  if (textOf(mode) === 'custom' && textOf(build) !== 'merged') {
    if (many >= 1 && many <= 1_000_000) return gathered(node, { kind: 'count', size: many }, many);
    if (time) return gathered(node, { kind: 'tumbling', size: time });
  }
  return asComment(node, {
    ko: '나눈 메시지를 다시 합치거나 식으로 줄이는 노드입니다. 모을 건수나 시간을 정해 ‘모아 세기’로 만드세요.',
    en: 'It puts the parts of a message together again, or reduces them by an expression. Build it as a window over a count or a time.',
  });
}

export function batch(node: RedNode): Translation {
  const { mode, count, overlap, interval } = node.props;
  const many = Math.floor(positive(count) ?? 0);
  const time = isoOf(interval, 's');
  if (textOf(mode) === 'count' && many >= 1 && many <= 1_000_000 && !positive(overlap))
    return gathered(node, { kind: 'count', size: many }, many);
  if (textOf(mode) === 'interval' && time) return gathered(node, { kind: 'tumbling', size: time });
  return asComment(node, {
    ko: '메시지를 겹치게 묶거나 주제끼리 잇는 노드입니다. 비슷한 일은 ‘모아 세기’로 만드세요.',
    en: 'It groups messages with an overlap, or by the order of their topics. Build what comes near to it as a window.',
  });
}
