/** /api/session: how the page gets in where a token is asked for; /api/health: whether the runtime lives. */
import type { Request } from 'express';
import type { Clock } from '../clock.ts';
import { healthSchema, sessionSchema, signInSchema } from '../wire/rest.ts';
import { type Access, unauthorized } from './access.ts';
import { ApiProblem } from './problem.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'session';
const SESSION = { description: 'Whether a token is asked for, and was given', schema: sessionSchema };

export function sessionRoutes(access: Access, clock: Clock, version: string): AnyRoute[] {
  const tries = new FailedTries(clock);
  return [
    defineRoute({
      method: 'get',
      path: '/api/session',
      tag: TAG,
      summary: 'Whether the page has to sign in',
      open: true,
      answers: { 200: SESSION },
      handle: ({ request }) => ({
        body: { required: access.needsToken, signedIn: access.isAuthorized(request) },
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/session',
      tag: TAG,
      summary: 'Signs in: sets a cookie that stands for the token',
      open: true,
      body: signInSchema,
      answers: { 200: SESSION },
      problems: [429],
      handle: ({ request, body }) => {
        if (!access.needsToken) return { body: { required: false, signedIn: true } };
        if (tries.tooMany()) throw tooManyTries();
        if (!access.isToken(body.token)) {
          tries.add();
          throw unauthorized();
        }
        return {
          body: { required: true, signedIn: true },
          headers: { 'set-cookie': access.cookie(true, isSecure(request)) },
        };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/session',
      tag: TAG,
      summary: 'Signs out',
      open: true,
      answers: { 200: SESSION },
      handle: ({ request }) => ({
        body: { required: access.needsToken, signedIn: false },
        headers: { 'set-cookie': access.cookie(false, isSecure(request)) },
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/health',
      tag: TAG,
      summary: 'Whether the runtime lives',
      open: true,
      answers: { 200: { description: 'It does', schema: healthSchema } },
      handle: () => ({ body: { status: 'ok', version } }),
    }),
  ];
}

function isSecure(request: Request): boolean {
  return request.secure || request.headers['x-forwarded-proto'] === 'https';
}

/** Wrong tokens a minute, of everybody together: a guess is a guess, wherever it comes from. */
const TRIES = 30;
const MINUTE = 60_000;

class FailedTries {
  private times: number[] = [];

  constructor(private readonly clock: Clock) {}

  add(): void {
    this.times.push(this.clock.now());
  }

  tooMany(): boolean {
    const since = this.clock.now() - MINUTE;
    this.times = this.times.filter((time) => time > since);
    return this.times.length >= TRIES;
  }
}

function tooManyTries(): ApiProblem {
  return new ApiProblem(
    429,
    'too-many-tries',
    {
      ko: '잘못된 토큰이 너무 많이 들어왔습니다. 1분 뒤에 다시 시도하세요.',
      en: 'Too many wrong tokens. Try again in a minute.',
    },
    { headers: { 'retry-after': '60' } },
  );
}
