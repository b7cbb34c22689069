/** One HTTP request to somewhere else: to an address that was looked at, within a time, with an answer of some size. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { Clock } from '../clock.ts';
import { type Pinned, pin, type Resolve, reachOf, systemResolve } from './address-guard.ts';
import { DeliveryFailed } from './delivery-failed.ts';

export interface GuardedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RequestGuard {
  readonly clock: Clock;
  /** Whether the operator lets this URL go to loopback and private addresses. */
  readonly allowInside: (url: URL) => boolean;
  readonly resolve?: Resolve;
  /** Ms for everything from the name to the end of the answer; default 10 s. */
  readonly timeout?: () => number;
}

const TIMEOUT = 10_000;
/** Ms: nobody is let wait longer than this by a `Retry-After`. */
const LONGEST_RETRY_AFTER = 24 * 3_600_000;
/** Of an answer, only its beginning is looked at. */
const ANSWER_LIMIT = 64 * 1024;

/**
 * Sends it; the promise resolves when the other side has said that it took it (2xx).
 *
 * @throws DeliveryFailed, with whether another attempt may help. Redirects are not followed: they would lead where
 * nobody looked.
 */
export async function sendGuarded(
  send: GuardedRequest,
  guard: RequestGuard,
  signal: AbortSignal,
): Promise<void> {
  const url = parseUrl(send.url);
  const stop = new AbortController();
  const ends = AbortSignal.any([signal, stop.signal]);
  const timer = new AbortController();
  guard.clock.after(guard.timeout?.() ?? TIMEOUT, () => stop.abort(), timer.signal);
  try {
    const pinned = await resolved(url, guard, ends);
    const { status, retryAfter } = await exchange(url, pinned, send, ends);
    if (status < 200 || status > 299)
      throw DeliveryFailed.status(status, retryAfterMs(retryAfter, guard.clock.now()));
  } catch (error) {
    if (error instanceof DeliveryFailed) throw error;
    if (stop.signal.aborted) throw DeliveryFailed.timeout();
    throw DeliveryFailed.network(error);
  } finally {
    timer.abort();
  }
}

/**
 * Ms that a `Retry-After` asks for: seconds, or a date (RFC 9110 §10.2.3). Undefined for what is neither.
 *
 * @param now epoch ms
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  if (text === '' || Number.isNaN(ms)) return undefined;
  return Math.min(Math.max(0, ms), LONGEST_RETRY_AFTER);
}

interface Answered {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw DeliveryFailed.badUrl(text);
  if (url.username || url.password) throw DeliveryFailed.badUrl(text);
  return url;
}

async function resolved(url: URL, guard: RequestGuard, ends: AbortSignal): Promise<Pinned> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const allowed = guard.allowInside(url);
  const pinned = await unlessAborted(pin(host, allowed, guard.resolve ?? systemResolve), ends);
  if (!pinned && (allowed || (isIP(host) !== 0 && reachOf(host) === 'never')))
    throw DeliveryFailed.never(url.hostname);
  if (!pinned) throw DeliveryFailed.forbidden(url.hostname);
  return pinned;
}

/** Nothing calls a name lookup back; its answer is then simply not waited for. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function exchange(url: URL, pinned: Pinned, send: GuardedRequest, signal: AbortSignal): Promise<Answered> {
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = open(
      url,
      {
        method: send.method,
        headers: send.headers,
        signal,
        agent: false,
        // The name was resolved, and the answer looked at; it is not asked for again.
        lookup: (_host, options, done) =>
          options.all
            ? done(null, [{ address: pinned.address, family: pinned.family }])
            : done(null, pinned.address, pinned.family),
      },
      (answer) => drain(answer, resolve, reject),
    );
    outgoing.on('error', reject);
    outgoing.end(send.body);
  });
}

function drain(
  answer: IncomingMessage,
  resolve: (answered: Answered) => void,
  reject: (error: Error) => void,
): void {
  let size = 0;
  const done = () => resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= ANSWER_LIMIT) return;
    // It has been taken; how much there is to say about it is of no interest.
    done();
    answer.destroy();
  });
  answer.on('end', done);
  answer.on('error', reject);
}
