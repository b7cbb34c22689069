/** email: by SMTP, where an operator has set up a server. */
import { createTransport } from 'nodemailer';
import type { Settings } from '../../wire/rest.ts';
import { type OuterChannel, textParam } from '../channel.ts';
import { DeliveryFailed } from '../delivery-failed.ts';

const TIMEOUT = 10_000;

/** @param settings with the password */
export function emailChannel(settings: () => Settings['email']): OuterChannel {
  return {
    name: 'email',
    leaves: true,
    atOnce: 4,
    unready: () =>
      settings()
        ? undefined
        : {
            ko: '이메일 발송 설정이 없습니다. 설정에서 메일 서버를 등록하세요.',
            en: 'No mail server is set up. Set one up in the settings.',
          },
    async send({ id, params }, signal) {
      const server = settings();
      if (!server)
        throw new DeliveryFailed(
          { ko: '이메일 발송 설정이 없습니다.', en: 'No mail server is set up.' },
          false,
        );
      const to = textParam(params, 'to').trim();
      if (to === '')
        throw new DeliveryFailed(
          { ko: '받는 사람이 비어 있습니다.', en: 'There is nobody to send it to.' },
          false,
        );
      const transport = createTransport({
        host: server.host,
        port: server.port,
        secure: server.secure,
        ...(server.user && { auth: { user: server.user, pass: server.password ?? '' } }),
        connectionTimeout: TIMEOUT,
        greetingTimeout: TIMEOUT,
        socketTimeout: TIMEOUT,
      });
      const stop = () => transport.close();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await transport.sendMail({
          from: server.from,
          to,
          subject: textParam(params, 'subject'),
          text: textParam(params, 'body'),
          messageId: `<${id}@naru>`,
          // What stands in a template must never become a file or a request.
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (error) {
        throw failed(error);
      } finally {
        signal.removeEventListener('abort', stop);
        transport.close();
      }
    },
  };
}

/** A server that says 5xx has decided; everything else may pass. */
function failed(error: unknown): DeliveryFailed {
  const detail = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const noRecipient = error instanceof Error && 'code' in error && error.code === 'EENVELOPE' && code === 0;
  return new DeliveryFailed(
    { ko: `이메일 서버에 보내지 못했습니다: ${detail}`, en: `The mail could not be sent: ${detail}` },
    !noRecipient && !(code >= 500 && code < 600),
  );
}
