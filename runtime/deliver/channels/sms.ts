/** sms: a text message by an HTTP gateway, whose URL and body template an operator has set. */

import { fillTemplate, TemplateFault, type TemplateScope } from '../../../nodes/action/fill-template.ts';
import type { Settings } from '../../wire/rest.ts';
import { type OuterChannel, textParam } from '../channel.ts';
import { DeliveryFailed } from '../delivery-failed.ts';
import { type RequestGuard, sendGuarded } from '../guarded-request.ts';

/** @param settings with the secret */
export function smsChannel(settings: () => Settings['sms'], guard: RequestGuard): OuterChannel {
  return {
    name: 'sms',
    leaves: true,
    atOnce: 8,
    unready: () =>
      settings()
        ? undefined
        : {
            ko: '문자 발송 설정이 없습니다. 설정에서 문자 게이트웨이를 등록하세요.',
            en: 'No SMS gateway is set up. Set one up in the settings.',
          },
    async send(delivery, signal) {
      const gateway = settings();
      if (!gateway)
        throw new DeliveryFailed(
          { ko: '문자 발송 설정이 없습니다.', en: 'No SMS gateway is set up.' },
          false,
        );
      const data = {
        to: textParam(delivery.params, 'to').trim(),
        text: textParam(delivery.params, 'text'),
        id: delivery.id,
      };
      if (data.to === '')
        throw new DeliveryFailed(
          { ko: '받는 번호가 비어 있습니다.', en: 'There is no number to send it to.' },
          false,
        );
      const scope: TemplateScope = { data, envelope: {}, timezone: 'UTC' };
      const body =
        gateway.method === 'GET' ? undefined : filled(gateway.body, scope, modeOf(gateway.contentType));
      await sendGuarded(
        {
          url: filled(gateway.url, scope, 'uri'),
          method: gateway.method,
          headers: {
            'user-agent': 'naru',
            'idempotency-key': delivery.id,
            ...(gateway.header && gateway.secret && { [gateway.header.toLowerCase()]: gateway.secret }),
            ...(body !== undefined && {
              'content-type': gateway.contentType,
              'content-length': String(Buffer.byteLength(body)),
            }),
          },
          ...(body !== undefined && { body }),
        },
        guard,
        signal,
      );
    },
  };
}

/** Numbers and texts go into the gateway's template so that they stay inside their place, whatever is in them. */
function modeOf(contentType: string): 'json' | 'uri' | 'plain' {
  if (/json/i.test(contentType)) return 'json';
  return /urlencoded/i.test(contentType) ? 'uri' : 'plain';
}

function filled(template: string, scope: TemplateScope, mode: 'json' | 'uri' | 'plain'): string {
  try {
    return String(fillTemplate(template, scope, mode));
  } catch (error) {
    if (error instanceof TemplateFault) throw new DeliveryFailed(error.text, false);
    throw error;
  }
}
