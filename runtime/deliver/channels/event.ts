/**
 * event: the match becomes an event that other flows can take. A flow could so feed itself for ever; therefore each
 * event carries how many matches lie behind it (`naruhops`), and beyond a limit none is made. Windows and patterns
 * lose the attributes of what they took in, so the hops of our own events are also remembered by their id.
 */

import { fillModeOf } from '../../../nodes/action/fill-mode.ts';
import { fillTemplate, fillTexts } from '../../../nodes/action/fill-template.ts';
import type { HostedMatch } from '../../host/engine-host.ts';
import type { Delivery } from '../../wire/rest.ts';
import { keyText, type OuterChannel, textParam } from '../channel.ts';
import { DeliveryFailed } from '../delivery-failed.ts';

export const HOP_LIMIT = 8;
const HOPS = 'naruhops';
/** Of our own events, how many are remembered. */
const REMEMBERED = 100_000;

/** @param push takes one event as JSON; says why where it is refused */
export function eventChannel(push: (event: string) => Promise<string | undefined>): OuterChannel {
  const hopsOf = new Map<string, number>();
  const remember = (id: string, hops: number) => {
    hopsOf.set(id, hops);
    if (hopsOf.size <= REMEMBERED) return;
    for (const oldest of hopsOf.keys()) {
      hopsOf.delete(oldest);
      break;
    }
  };
  const hopsBehind = ({ match }: HostedMatch) =>
    Math.max(Number(match.envelope[HOPS]) || 0, ...match.causes.map((cause) => hopsOf.get(cause) ?? 0));
  return {
    name: 'event',
    leaves: true,
    atOnce: 32,
    prepare: ({ type, subject, data, ...rest }, scope, hosted) => ({
      ...rest,
      type: fillTexts(type, scope),
      subject: fillTexts(subject, scope) || keyText(keyOf(hosted)) || undefined,
      data: isFilled(data)
        ? Object.fromEntries(
            Object.entries(data).map(([name, value]) => [
              name,
              typeof value === 'string'
                ? (fillTemplate(value, scope, fillModeOf('event', `data.${name}`, value)) ?? null)
                : value,
            ]),
          )
        : { ...scope.data },
      hops: hopsBehind(hosted) + 1,
    }),
    async send({ id, flow, node, time, params }: Delivery) {
      const hops = Number(params.hops) || 1;
      if (hops > HOP_LIMIT) throw endless();
      remember(id, hops);
      const subject = textParam(params, 'subject');
      const event = {
        specversion: '1.0',
        id,
        source: `/flows/${flow}/${node}`,
        type: textParam(params, 'type'),
        time,
        ...(subject && { subject }),
        [HOPS]: hops,
        data: params.data,
      };
      const refused = await push(JSON.stringify(event)).catch((error: unknown) => {
        throw notTaken(error);
      });
      if (refused !== undefined) throw refusedEvent(refused);
    },
  };
}

function keyOf({ match }: HostedMatch): Delivery['key'] {
  return typeof match.key === 'object' && match.key !== null ? [...match.key] : match.key;
}

function isFilled(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && Object.keys(data).length > 0;
}

function endless(): DeliveryFailed {
  return new DeliveryFailed(
    {
      ko: `이 이벤트는 이미 ${HOP_LIMIT}번의 발견을 거쳐 만들어졌습니다. 흐름이 서로를 끝없이 부르는 것으로 보아 내보내지 않습니다.`,
      en: `${HOP_LIMIT} matches lie behind this event already: the flows seem to feed each other without end, so it is not sent.`,
    },
    false,
  );
}

/** The engine is starting anew or has no room: the event has the delivery's id, so it is one event however often it comes. */
function notTaken(error: unknown): DeliveryFailed {
  const detail = error instanceof Error ? error.message : String(error);
  return new DeliveryFailed(
    {
      ko: `지금은 이벤트를 받을 수 없습니다: ${detail}`,
      en: `The event cannot be taken now: ${detail}`,
    },
    true,
  );
}

function refusedEvent(reason: string): DeliveryFailed {
  return new DeliveryFailed(
    { ko: `만든 이벤트가 거절되었습니다: ${reason}`, en: `The event that was made is refused: ${reason}` },
    false,
  );
}
