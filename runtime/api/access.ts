/**
 * Who may ask. Without a token only this machine can connect, and then what has to be kept out are pages of other
 * sites in a browser of this machine: their requests carry an `Origin` of their own, or (DNS rebinding) a `Host` that
 * is not ours. With a token everybody is asked for it: programs as `Authorization: Bearer`, the page by a cookie that
 * the sign-in set, which holds a digest and never the token.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { korean } from '../../nodes/kit/korean.ts';
import { isLoopback } from '../environment.ts';
import { ApiProblem } from './problem.ts';

export interface AccessOptions {
  readonly token?: string;
  /** Origins besides our own that may use the API. */
  readonly origins: readonly string[];
}

export interface Access {
  /** Why a request may not be looked at, whatever it asks: it was meant for another host. */
  misdirected(request: IncomingMessage): ApiProblem | undefined;
  /** Why it may not change anything: it comes from a page of another site. */
  foreign(request: IncomingMessage): ApiProblem | undefined;
  /** Whether it carries the token, or none is needed. */
  isAuthorized(request: IncomingMessage): boolean;
  /** Whether this is the token; constant time. */
  isToken(candidate: string): boolean;
  readonly needsToken: boolean;
  /** `Set-Cookie` of a sign-in, or of a sign-out. */
  cookie(signedIn: boolean, secure: boolean): string;
}

const COOKIE = 'naru_session';
const COOKIE_AGE = 30 * 24 * 3600;

export function createAccess({ token, origins }: AccessOptions): Access {
  const session = token === undefined ? '' : digest(token, 'session');
  const isToken = (candidate: string) =>
    token !== undefined && alike(digest(candidate, 'token'), digest(token, 'token'));
  return {
    needsToken: token !== undefined,
    isToken,
    misdirected(request) {
      // With a token, a page that reaches us by another name has no cookie for it; so any name will do.
      if (token !== undefined) return undefined;
      const host = request.headers.host ?? '';
      if (isLoopback(hostName(host)) || origins.some((origin) => new URL(origin).host === host))
        return undefined;
      return misdirectedTo(host);
    },
    foreign(request) {
      const { origin, host } = request.headers;
      if (origin === undefined) return undefined;
      if (URL.canParse(origin) && (new URL(origin).host === host || origins.includes(new URL(origin).origin)))
        return undefined;
      return foreignOrigin(origin);
    },
    isAuthorized(request) {
      if (token === undefined) return true;
      const bearer = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '');
      if (bearer) return isToken(bearer[1].trim());
      const cookie = cookieOf(request.headers.cookie);
      return cookie !== undefined && alike(cookie, session);
    },
    cookie: (signedIn, secure) =>
      [
        `${COOKIE}=${signedIn ? session : ''}`,
        'Path=/',
        'HttpOnly',
        'SameSite=Strict',
        `Max-Age=${signedIn ? COOKIE_AGE : 0}`,
        ...(secure ? ['Secure'] : []),
      ].join('; '),
  };
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** For every request: was it meant for us, and does it come from our own page where it changes something? */
export function guardOrigin(access: Access) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const problem =
      access.misdirected(request) ?? (READING.has(request.method) ? undefined : access.foreign(request));
    if (problem) throw problem;
    next();
  };
}

/** For the API: asks for the token, except on the paths that need none. */
export function guardToken(access: Access, openPaths: ReadonlySet<string>) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (!openPaths.has(request.baseUrl + request.path) && !access.isAuthorized(request)) throw unauthorized();
    next();
  };
}

export function unauthorized(): ApiProblem {
  return new ApiProblem(
    401,
    'unauthorized',
    {
      ko: '토큰이 없거나 맞지 않습니다. Authorization: Bearer 헤더로 보내거나 화면에서 로그인하세요.',
      en: 'The token is missing or wrong. Send it as Authorization: Bearer, or sign in on the page.',
    },
    { headers: { 'www-authenticate': 'Bearer realm="naru"' } },
  );
}

function digest(text: string, purpose: string): string {
  return createHmac('sha256', `naru ${purpose}`).update(text).digest('hex');
}

function alike(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function cookieOf(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE) return value;
  }
  return undefined;
}

/** `[::1]:4380` and `localhost:4380` without the port. */
function hostName(host: string): string {
  return host.replace(/:\d+$/, '');
}

function misdirectedTo(host: string): ApiProblem {
  return new ApiProblem(421, 'misdirected', {
    ko: korean`‘${host.slice(0, 200)}’은(는) 이 서버의 주소가 아닙니다. 다른 이름으로 쓰려면 NARU_ORIGINS에 적으세요.`,
    en: `“${host.slice(0, 200)}” is no address of this server. To use it by another name, list that in NARU_ORIGINS.`,
  });
}

function foreignOrigin(origin: string): ApiProblem {
  return new ApiProblem(403, 'foreign-origin', {
    ko: `다른 사이트(${origin.slice(0, 200)})의 페이지에서 온 요청은 받지 않습니다. 허용하려면 NARU_ORIGINS에 적으세요.`,
    en: `Requests from pages of another site (${origin.slice(0, 200)}) are not taken. To allow it, list it in NARU_ORIGINS.`,
  });
}
