/** /api/settings: the channels that leave the house. Secrets go in and never come out. */
import { validateHeaderValue } from 'node:http';
import { Liquid } from 'liquidjs';
import type { Runtime } from '../runtime.ts';
import { type Settings, settingsSchema } from '../wire/rest.ts';
import { ApiProblem } from './problem.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'settings';
const SETTINGS = { description: 'The settings, without secrets', schema: settingsSchema };

export function settingsRoutes({ settings }: Runtime, onChanged: () => void): AnyRoute[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/settings',
      tag: TAG,
      summary: 'How e-mails and text messages are sent',
      answers: { 200: SETTINGS },
      handle: () => ({ body: settings.read() }),
    }),
    defineRoute({
      method: 'put',
      path: '/api/settings',
      tag: TAG,
      summary: 'Sets how e-mails and text messages are sent',
      description:
        'A password or secret that is left out stays as it was, as long as the server that it is for stays the same. What was held can then be sent from the outbox.',
      body: settingsSchema,
      answers: { 200: SETTINGS },
      handle: async ({ body }) => {
        refuseWhatCannotWork(body);
        const written = await settings.write(body);
        onChanged();
        return { body: written };
      },
    }),
  ];
}

function refuseWhatCannotWork({ email, sms }: Settings): void {
  if (email && (email.host.trim() === '' || email.from.trim() === ''))
    throw wrong('email', {
      ko: '이메일 서버와 보내는 사람을 모두 적으세요.',
      en: 'Give both the mail server and the sender.',
    });
  if (!sms) return;
  const plain = sms.url.replace(/\{\{[\s\S]*?\}\}/g, 'x');
  if (!URL.canParse(plain) || !/^https?:$/.test(new URL(plain).protocol))
    throw wrong('sms.url', {
      ko: '문자 게이트웨이의 주소는 http:// 또는 https://로 시작해야 합니다.',
      en: 'The SMS gateway’s URL must begin with http:// or https://.',
    });
  try {
    new Liquid({ templates: {} }).parse(sms.body);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw wrong('sms.body', {
      ko: `본문 템플릿이 올바르지 않습니다: ${detail}`,
      en: `The body template is wrong: ${detail}`,
    });
  }
  for (const [field, value] of Object.entries({ contentType: sms.contentType, secret: sms.secret ?? '' }))
    if (!isHeaderValue(value))
      throw wrong(`sms.${field}`, {
        ko: '줄바꿈처럼 HTTP 헤더에 넣을 수 없는 글자가 있습니다.',
        en: 'It has a character that cannot stand in an HTTP header, such as a line break.',
      });
  if (sms.header !== undefined && sms.header !== '' && !/^[\w!#$%&'*+.^`|~-]+$/.test(sms.header))
    throw wrong('sms.header', {
      ko: '헤더 이름에 쓸 수 없는 글자가 있습니다.',
      en: 'The header’s name has a character that is not allowed.',
    });
}

function isHeaderValue(value: string): boolean {
  try {
    validateHeaderValue('x', value);
    return true;
  } catch {
    return false;
  }
}

function wrong(field: string, text: { ko: string; en: string }): ApiProblem {
  return new ApiProblem(400, 'bad-settings', text, { members: { field } });
}
