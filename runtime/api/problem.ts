/** What goes wrong over HTTP, as RFC 9457 problems: in the reader's language, and never with a stack trace. */
import type { ServerResponse } from 'node:http';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { Language, Text } from '../../nodes/kit/text.ts';
import type { Problem } from '../wire/rest.ts';

export interface ProblemExtras {
  readonly faults?: readonly Fault[];
  readonly revision?: number;
  /** Headers that belong to the answer: `Allow`, `Accept`, `WWW-Authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** More members of the problem. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Thrown by a handler: the answer is this problem. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  /** @param kind stable name of the problem, the end of its `type` */
  constructor(
    readonly status: number,
    readonly kind: string,
    readonly text: Text,
    readonly extras: ProblemExtras = {},
  ) {
    super(text.en);
  }
}

const TITLES: Readonly<Record<number, Text>> = {
  400: { ko: '요청이 올바르지 않습니다', en: 'Bad request' },
  401: { ko: '로그인이 필요합니다', en: 'Sign in first' },
  403: { ko: '허용되지 않습니다', en: 'Not allowed' },
  404: { ko: '찾을 수 없습니다', en: 'Not found' },
  405: { ko: '지원하지 않는 방식입니다', en: 'Method not allowed' },
  408: { ko: '시간이 초과되었습니다', en: 'Timeout' },
  409: { ko: '다른 변경과 충돌합니다', en: 'Conflict' },
  413: { ko: '너무 큽니다', en: 'Too large' },
  415: { ko: '지원하지 않는 형식입니다', en: 'Unsupported media type' },
  421: { ko: '이 서버의 주소가 아닙니다', en: 'Not an address of this server' },
  422: { ko: '흐름에 고칠 곳이 있습니다', en: 'The flow has faults' },
  429: { ko: '요청이 너무 많습니다', en: 'Too many requests' },
  431: { ko: '헤더가 너무 큽니다', en: 'Headers too large' },
  500: { ko: '내부 오류가 났습니다', en: 'Internal error' },
  503: { ko: '지금은 처리할 수 없습니다', en: 'Not available now' },
};

/** The language that `Accept-Language` puts first among ours; English where it names neither. */
export function languageOf(header: string | undefined): Language {
  let best: { language: Language; quality: number } = { language: 'en', quality: 0 };
  for (const part of (header ?? '').split(',').slice(0, 20)) {
    const [tag, ...params] = part.trim().toLowerCase().split(';');
    const language = tag.startsWith('ko') ? 'ko' : tag.startsWith('en') ? 'en' : undefined;
    const given = params
      .find((each) => each.trim().startsWith('q='))
      ?.trim()
      .slice(2);
    const quality = given === undefined ? 1 : Number(given) || 0;
    if (language && quality > best.quality) best = { language, quality };
  }
  return best.language;
}

export function problemBody(problem: ApiProblem, language: Language, instance?: string): Problem {
  const { status, kind, text, extras } = problem;
  return {
    type: `urn:naru:problem:${kind}`,
    title: (TITLES[status] ?? TITLES[500])[language],
    status,
    detail: text[language],
    message: text,
    ...(instance !== undefined && { instance }),
    ...(extras.faults && { faults: [...extras.faults] }),
    ...(extras.revision !== undefined && { revision: extras.revision }),
    ...extras.members,
  };
}

/** Answers with a problem, unless an answer is under way already: then the connection ends. */
export function sendProblem(
  response: ServerResponse,
  problem: ApiProblem,
  language: Language,
  instance?: string,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(problemBody(problem, language, instance));
  response.statusCode = problem.status;
  response.setHeader('content-type', 'application/problem+json; charset=utf-8');
  response.setHeader('content-language', language);
  response.setHeader('cache-control', 'no-store');
  for (const [name, value] of Object.entries(problem.extras.headers ?? {})) response.setHeader(name, value);
  response.end(body);
}

/** Raw bytes, for a request that was so wrong that there is no response object (bad method, bad header). */
export function rawProblem(problem: ApiProblem): string {
  const body = JSON.stringify(problemBody(problem, 'en'));
  return [
    `HTTP/1.1 ${problem.status} ${TITLES[problem.status]?.en ?? 'Error'}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
