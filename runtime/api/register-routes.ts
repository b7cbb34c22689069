/** Puts the declared routes into Express: checks what goes in, answers 405 for other methods, and turns errors into problems. */

import type { Express, NextFunction, Request, Response } from 'express';
import type { z } from 'zod';
import { korean } from '../../nodes/kit/korean.ts';
import { errorDetail } from '../error-detail.ts';
import { EngineLost } from '../host/engine-host.ts';
import { NoRoom } from '../ingest/byte-gate.ts';
import { BodyTooLarge, BrokenBody, readWhole, UnknownEncoding } from '../ingest/request-body.ts';
import {
  FlowExists,
  FlowRefused,
  RevisionConflict,
  UnknownFlow,
  UnknownVersion,
  WouldDrop,
} from '../store/flow-errors.ts';
import { memberText } from './member-text.ts';
import { ApiProblem, languageOf, sendProblem } from './problem.ts';
import type { Answer, AnyRoute } from './route.ts';

/** Bytes of a request's JSON: a flow file may have 1 MiB, and there is something around it. */
const JSON_LIMIT = 2 * 1024 * 1024;

export function registerRoutes(app: Express, routes: readonly AnyRoute[]): void {
  for (const route of routes)
    app[route.method](expressPath(route.path), (request, response) => answer(route, request, response));
  for (const [path, methods] of methodsByPath(routes))
    app.all(expressPath(path), (request: Request, response: Response) => {
      const allow = [...methods, 'OPTIONS'].join(', ');
      if (request.method === 'OPTIONS') {
        response.status(204).setHeader('allow', allow).end();
        return;
      }
      throw methodNotAllowed(request.method, allow);
    });
  app.all('/api{/*rest}', (request: Request) => {
    throw notFound(request.path);
  });
}

/** The last of the handlers: whatever was thrown becomes a problem. */
export function problemsOf(warn: (line: string) => void) {
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const problem = asProblem(error);
    // That the engine stopped was said once, with the reason.
    if (problem.status >= 500 && !(error instanceof EngineLost || problem.status === 503))
      warn(`${request.method} ${request.path}: ${errorDetail(error)}`);
    sendProblem(
      response,
      problem,
      languageOf(request.headers['accept-language']),
      request.originalUrl.slice(0, 500),
    );
  };
}

function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function methodsByPath(routes: readonly AnyRoute[]): Map<string, string[]> {
  const byPath = new Map<string, string[]>();
  for (const { path, method } of routes) {
    const methods = byPath.get(path) ?? [];
    methods.push(method.toUpperCase());
    if (method === 'get') methods.push('HEAD');
    byPath.set(path, methods);
  }
  return byPath;
}

async function answer(route: AnyRoute, request: Request, response: Response): Promise<void> {
  const query = route.query ? checked(route.query, request.query, 'query') : undefined;
  const body = route.body ? await jsonBody(route, request) : undefined;
  const params = Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, String(value)]),
  );
  send(response, await route.handle({ params, query, body, request, response }));
}

function send(response: Response, { status, body, headers = {} }: Answer): void {
  response.status(status ?? (body === undefined ? 204 : 200));
  response.setHeader('cache-control', 'no-store');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (body === undefined) {
    response.end();
    return;
  }
  if (!response.hasHeader('content-type'))
    response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function jsonBody(route: AnyRoute, request: Request): Promise<unknown> {
  const type = request.headers['content-type'];
  const bytes = await readWhole(request, JSON_LIMIT);
  if (bytes.length === 0 && route.bodyOptional) return undefined;
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type ?? ''))
    throw wrongType(type, 'application/json');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ApiProblem(400, 'not-json', { ko: '본문이 JSON이 아닙니다.', en: 'The body is not JSON.' });
  }
  return checked(route.body!, value, '');
}

function checked(schema: z.ZodType, value: unknown, where: string): unknown {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = [where, ...issue.path.map(String)].filter(Boolean).join('.');
  throw new ApiProblem(400, 'bad-request', memberText(place, issue));
}

export function notFound(path: string): ApiProblem {
  const shown = path.slice(0, 200);
  return new ApiProblem(404, 'not-found', {
    ko: `${shown}에는 아무것도 없습니다.`,
    en: `There is nothing at ${shown}.`,
  });
}

function methodNotAllowed(method: string, allow: string): ApiProblem {
  return new ApiProblem(
    405,
    'method-not-allowed',
    {
      ko: `${method} 방식은 여기에 쓸 수 없습니다. 쓸 수 있는 것: ${allow}`,
      en: `${method} is not possible here. Possible: ${allow}`,
    },
    { headers: { allow } },
  );
}

export function wrongType(type: string | undefined, taken: string): ApiProblem {
  return new ApiProblem(
    415,
    'unsupported-media-type',
    {
      ko: `${type ? `‘${type.slice(0, 100)}’ 형식은 받지 않습니다` : 'Content-Type 헤더가 없습니다'}. 받는 형식: ${taken}`,
      en: `${type ? `The media type “${type.slice(0, 100)}” is not taken here` : 'There is no Content-Type'}. Taken: ${taken}`,
    },
    { headers: { accept: taken.replace(/ /g, '') } },
  );
}

/** Every error that a person can do something about has its sentence here; the rest is ours, and says so. */
function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof UnknownFlow)
    return new ApiProblem(404, 'unknown-flow', {
      ko: korean`흐름 ‘${error.id.slice(0, 80)}’이(가) 없습니다.`,
      en: `There is no flow “${error.id.slice(0, 80)}”.`,
    });
  if (error instanceof FlowExists)
    return new ApiProblem(409, 'flow-exists', {
      ko: `ID가 ‘${error.id}’인 흐름이 이미 있습니다.`,
      en: `There is a flow with the id “${error.id}” already.`,
    });
  if (error instanceof RevisionConflict)
    return new ApiProblem(
      409,
      'revision-conflict',
      {
        ko: `다른 사람이 먼저 저장했습니다. 최신 버전은 ${error.revision}입니다.`,
        en: `Somebody else was faster. The newest revision is ${error.revision}.`,
      },
      { revision: error.revision },
    );
  if (error instanceof UnknownVersion)
    return new ApiProblem(404, 'unknown-version', {
      ko: korean`이 흐름에는 버전 ${error.version}이(가) 없습니다.`,
      en: `This flow has no version ${error.version}.`,
    });
  if (error instanceof WouldDrop)
    return new ApiProblem(
      409,
      'would-drop',
      {
        ko: '배포하면 대기 중인 건이 사라집니다. 내용을 확인한 뒤 다시 배포하세요.',
        en: 'This would drop something that waits. Look at what, and deploy again if that is meant.',
      },
      { members: { preview: error.preview } },
    );
  if (error instanceof FlowRefused) {
    const count = error.faults.filter(({ severity }) => severity === 'error').length;
    return new ApiProblem(
      422,
      'flow-refused',
      {
        ko: `흐름에 고칠 곳이 ${count}군데 있습니다.`,
        en: `The flow has ${count} ${count === 1 ? 'fault' : 'faults'}.`,
      },
      { faults: error.faults },
    );
  }
  if (error instanceof BodyTooLarge)
    return new ApiProblem(413, 'too-large', { ko: '본문이 너무 큽니다.', en: 'The body is too large.' });
  if (error instanceof BrokenBody)
    return new ApiProblem(400, 'broken-body', {
      ko: '본문이 중간에 끊겼거나 압축이 풀리지 않습니다.',
      en: 'The body broke off, or cannot be unpacked.',
    });
  if (error instanceof UnknownEncoding)
    return new ApiProblem(
      415,
      'unsupported-encoding',
      {
        ko: `‘${error.encoding.slice(0, 50)}’ 압축은 받지 않습니다. 쓸 수 있는 것: gzip`,
        en: `The content encoding “${error.encoding.slice(0, 50)}” is not taken. Possible: gzip`,
      },
      { headers: { 'accept-encoding': 'gzip' } },
    );
  if (error instanceof NoRoom)
    return new ApiProblem(error.status, error.kind, error.text, {
      headers: { 'retry-after': String(error.retryAfter) },
    });
  if (error instanceof EngineLost)
    return new ApiProblem(
      503,
      'engine-lost',
      {
        ko: '흐름 엔진이 멈춰서 다시 시작하고 있습니다. 이 이벤트를 잠시 뒤에 다시 보내세요.',
        en: 'The engine stopped and is starting anew. Send these events again in a moment.',
      },
      { headers: { 'retry-after': '1' } },
    );
  if (statusOf(error) === 400)
    return new ApiProblem(400, 'bad-request', {
      ko: '주소를 읽을 수 없습니다.',
      en: 'The address cannot be read.',
    });
  const code = codeOf(error);
  if (code !== undefined && NOT_WRITTEN.has(code))
    return new ApiProblem(500, 'not-written', {
      ko: `데이터 폴더에 쓰지 못했습니다(${code}). 디스크의 여유 공간과 폴더의 권한을 확인하세요.`,
      en: `The data folder could not be written to (${code}). Check the space on the disk and the folder’s permissions.`,
    });
  return new ApiProblem(500, 'internal', {
    ko: '서버에서 오류가 났습니다. 기록을 확인하세요.',
    en: 'Something failed here; the log says what.',
  });
}

/** What the system says where a disk is full or a folder is not ours to write. */
const NOT_WRITTEN = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE']);

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Express marks what a client did wrong (an address with a broken percent sign) by a status. */
function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
}
