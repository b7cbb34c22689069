/** What the environment says: read once, checked, and said in words where it is wrong. */

import { BlockList, isIP } from 'node:net';
import { korean } from '../nodes/kit/korean.ts';
import type { Text } from '../nodes/kit/text.ts';

export interface Environment {
  readonly port: number;
  readonly host: string;
  /** `NARU_HOME` */
  readonly home?: string;
  /** `NARU_TOKEN`: asked of everybody where it is set. */
  readonly token?: string;
  /** `NARU_ORIGINS`: pages of other hosts that may use the API, separated by commas. */
  readonly origins: readonly string[];
  /** `NARU_CATCH_UP`: seconds that sources have at most, after a stop, to bring what piled up. */
  readonly catchUp?: number;
  /** `NARU_JOURNAL_DAYS`, `NARU_JOURNAL_GB`: how much of the journal stays besides what is needed. */
  readonly journalDays?: number;
  readonly journalGigabytes?: number;
  /** `NARU_CHECKPOINT_SECONDS`: after so long another checkpoint is made. */
  readonly checkpointSeconds?: number;
  /** `NARU_WEBHOOK_ALLOW`: hosts inside the network that web hooks may call. */
  readonly webhookAllow?: string;
}

/** The environment cannot be started with: said to the person who started it. */
export class EnvironmentFault extends Error {
  override readonly name = 'EnvironmentFault';
  constructor(readonly text: Text) {
    super(text.en);
  }
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether only programs of this machine can reach the host. */
export function isLoopback(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (plain === 'localhost' || plain.endsWith('.localhost')) return true;
  const family = isIP(plain);
  return family !== 0 && loopback.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

/** @throws EnvironmentFault */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const host = env.HOST || '127.0.0.1';
  const token = env.NARU_TOKEN || undefined;
  if (!token && !isLoopback(host)) throw noToken(host);
  return {
    port: readPort(env.PORT),
    host,
    ...(env.NARU_HOME && { home: env.NARU_HOME }),
    ...(token && { token }),
    origins: listOf(env.NARU_ORIGINS).map(readOrigin),
    ...readNumber(env, 'NARU_CATCH_UP', 'catchUp', 3_600),
    ...readNumber(env, 'NARU_CHECKPOINT_SECONDS', 'checkpointSeconds', 86_400),
    ...readNumber(env, 'NARU_JOURNAL_DAYS', 'journalDays', 36_500),
    ...readNumber(env, 'NARU_JOURNAL_GB', 'journalGigabytes', 1_000_000),
    ...(env.NARU_WEBHOOK_ALLOW && { webhookAllow: env.NARU_WEBHOOK_ALLOW }),
  };
}

function readPort(text: string | undefined): number {
  const port = Number(text || '4380');
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new EnvironmentFault({
    ko: korean`PORT=${text}은(는) 포트 번호가 아닙니다. 0에서 65535 사이의 수를 쓰세요.`,
    en: `PORT=${text} is no port. Give a number from 0 to 65535.`,
  });
}

function readNumber<Name extends string>(
  env: NodeJS.ProcessEnv,
  variable: string,
  name: Name,
  most: number,
): { readonly [Each in Name]?: number } {
  const text = env[variable];
  if (!text) return {};
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0 && value <= most)
    return { [name]: value } as { readonly [Each in Name]: number };
  throw new EnvironmentFault({
    ko: korean`${variable}=${text}은(는) 쓸 수 없는 값입니다. 0에서 ${most} 사이의 수를 쓰세요.`,
    en: `${variable}=${text} cannot be used. Give a number from 0 to ${most}.`,
  });
}

function readOrigin(text: string): string {
  if (URL.canParse(text)) {
    const { protocol, origin } = new URL(text);
    if (protocol === 'http:' || protocol === 'https:') return origin;
  }
  throw new EnvironmentFault({
    ko: korean`NARU_ORIGINS의 "${text}"은(는) 주소가 아닙니다. https://naru.example.com처럼 쓰세요.`,
    en: `"${text}" in NARU_ORIGINS is no origin. Write it like https://naru.example.com.`,
  });
}

function noToken(host: string): EnvironmentFault {
  return new EnvironmentFault({
    ko: `HOST=${host}에서는 다른 컴퓨터가 접속할 수 있으므로 NARU_TOKEN 없이 시작하지 않습니다. 길고 추측하기 어려운 값을 정하세요: NARU_TOKEN=… HOST=${host} npm start`,
    en: `On HOST=${host} other machines can connect, so it does not start without NARU_TOKEN. Choose a long value that nobody guesses: NARU_TOKEN=… HOST=${host} npm start`,
  });
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
