/** Installs what package-lock.json says, where that is not what node_modules holds. */
import { readFileSync } from 'node:fs';
import { alone } from './alone.mjs';
import { inProject, runNpm } from './project.mjs';
import { Obstacle, say } from './say.mjs';

/**
 * npm leaves in node_modules a lock of what it installed, as the last thing it does. Comparing the two locks costs
 * some milliseconds, sees an install that was broken off, and accepts one that somebody did by hand.
 */
export function isInstalled() {
  const wanted = packagesOf(inProject('package-lock.json'));
  const there = packagesOf(inProject('node_modules/.package-lock.json'));
  if (!wanted || !there) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
  );
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @returns {Promise<void>} rejects with an obstacle where npm fails */
export async function install() {
  if (!isInstalled()) await alone(runInstall);
}

async function runInstall() {
  if (isInstalled()) return;
  say({
    ko: 'package-lock.json에 적힌 패키지를 설치합니다(npm ci). 처음에는 1분쯤 걸립니다…',
    en: 'Installing what package-lock.json says (npm ci); the first time takes about a minute…',
  });
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runNpm(args, { quiet: true }).catch((error) => ({
    code: 1,
    output: String(error),
  }));
  if (code === 0 && isInstalled()) return;
  throw new Obstacle(
    {
      ko: '패키지를 설치하지 못했습니다. 위의 npm 메시지를 확인하세요. npm 레지스트리에 연결되는지, 디스크에 1GB의 여유가 있는지 확인한 뒤 다시 실행하면 됩니다.',
      en: 'The packages could not be installed; npm says above why. Check that the npm registry can be reached and that 1 GB of disk is free, then run it again.',
    },
    output,
  );
}
