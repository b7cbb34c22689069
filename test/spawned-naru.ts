/** The built server as a process of its own, on a port that is free. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `NARU_MAIN`: another build than the one in dist/. */
export const MAIN =
  process.env.NARU_MAIN ?? fileURLToPath(new URL('../dist/runtime/main.js', import.meta.url));

/**
 * @param home `NARU_HOME`
 * @param env more of the environment, such as `NARU_TOKEN`
 * @param heard called with each piece that it prints
 * @throws Error where nothing is built
 */
export function spawnNaru(
  home: string,
  env: Readonly<Record<string, string>>,
  heard: (piece: string) => void,
): ChildProcess {
  if (!existsSync(MAIN)) throw new Error('dist/ is missing: run `npm test`, or `npm run build` before this.');
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      NARU_HOME: home,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', heard);
  return child;
}

/** The address in what a server has printed, once it is there. */
export function addressIn(printed: string): string | undefined {
  return /http:\/\/\S+:\d+/.exec(printed)?.[0];
}
