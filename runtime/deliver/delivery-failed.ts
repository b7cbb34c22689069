/** Why a delivery did not arrive, in words, and whether another attempt may help. */
import { korean } from '../../nodes/kit/korean.ts';
import type { Text } from '../../nodes/kit/text.ts';

/** Answers after which the same request may well succeed later. */
const PASSING = [408, 425, 429];

export class DeliveryFailed extends Error {
  override readonly name = 'DeliveryFailed';

  constructor(
    readonly text: Text,
    readonly retry: boolean,
    /** Ms after which the other system wants to be asked again, where it said so. */
    readonly retryAfter?: number,
  ) {
    super(text.en);
  }

  /** @param retryAfter ms, from its `Retry-After` */
  static status(status: number, retryAfter?: number): DeliveryFailed {
    const redirect = status >= 300 && status < 400;
    return new DeliveryFailed(
      {
        ko: redirect
          ? `상대 시스템이 다른 주소로 보내려 했습니다(${status}). 따라가지 않습니다.`
          : `상대 시스템이 ${status} 오류로 응답했습니다.`,
        en: redirect
          ? `The other system answered with a redirect (${status}), which is not followed.`
          : `The other system answered ${status}.`,
      },
      status >= 500 || PASSING.includes(status),
      retryAfter,
    );
  }

  static timeout(): DeliveryFailed {
    return new DeliveryFailed(
      { ko: '상대 시스템이 제시간에 응답하지 않았습니다.', en: 'The other system did not answer in time.' },
      true,
    );
  }

  static network(error: unknown): DeliveryFailed {
    const detail = error instanceof Error ? codeOf(error) : String(error);
    const { ko, en } = NETWORK[detail] ?? { ko: '연결하지 못했습니다', en: 'No connection' };
    return new DeliveryFailed({ ko: `${ko}(${detail}).`, en: `${en} (${detail}).` }, true);
  }

  static badUrl(url: string): DeliveryFailed {
    const shown = url.slice(0, 200);
    return new DeliveryFailed(
      {
        ko: korean`‘${shown}’은(는) 호출할 수 있는 주소가 아닙니다. http:// 또는 https://로 시작하고 사용자 이름과 암호가 없어야 합니다.`,
        en: `“${shown}” is no address to call: it must begin with http:// or https:// and have no user and password in it.`,
      },
      false,
    );
  }

  /** An address to which nothing may ever go, whatever the operator lists. */
  static never(host: string): DeliveryFailed {
    return new DeliveryFailed(
      {
        ko: korean`‘${host}’은(는) 웹훅으로 호출할 수 없는 주소입니다.`,
        en: `“${host}” is an address that is never called.`,
      },
      false,
    );
  }

  static forbidden(host: string): DeliveryFailed {
    return new DeliveryFailed(
      {
        ko: korean`‘${host}’은(는) 내부망 주소라서 호출하지 않습니다. 허용하려면 NARU_WEBHOOK_ALLOW에 적으세요.`,
        en: `“${host}” is an address inside this network, which is not called. To allow it, list it in NARU_WEBHOOK_ALLOW.`,
      },
      false,
    );
  }
}

/** What people can make of the commonest codes. */
const NETWORK: Readonly<Record<string, Text>> = {
  ECONNREFUSED: { ko: '상대 시스템이 연결을 받지 않습니다', en: 'The other system takes no connection' },
  ECONNRESET: { ko: '상대 시스템이 연결을 끊었습니다', en: 'The other system broke off the connection' },
  EPIPE: { ko: '상대 시스템이 연결을 끊었습니다', en: 'The other system broke off the connection' },
  ENOTFOUND: { ko: '주소의 서버 이름을 찾을 수 없습니다', en: 'There is no server of that name' },
  EAI_AGAIN: {
    ko: '주소의 서버 이름을 지금은 찾을 수 없습니다',
    en: 'The name of the server cannot be looked up now',
  },
  EHOSTUNREACH: { ko: '상대 시스템까지 갈 수 없습니다', en: 'The other system cannot be reached' },
  ENETUNREACH: { ko: '상대 시스템까지 갈 수 없습니다', en: 'The other system cannot be reached' },
  ETIMEDOUT: {
    ko: '상대 시스템이 제시간에 응답하지 않았습니다',
    en: 'The other system did not answer in time',
  },
};

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
