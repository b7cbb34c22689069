/** `naru doctor`, `naru backup`, `naru restore`: their arguments, and what they say. */

import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { korean } from '../../nodes/kit/korean.ts';
import { fill, type Text } from '../../nodes/kit/text.ts';
import { systemClock } from '../clock.ts';
import { projectFolder } from '../home.ts';
import { FolderInUse } from '../store/folder-lock.ts';
import { projectVersion } from '../version.ts';
import { backUp } from './backup.ts';
import { examine } from './doctor.ts';
import { isTrouble, saidOf } from './finding.ts';
import { restore } from './restore.ts';
import { UpkeepFault } from './upkeep-fault.ts';

const USAGE = `usage:
  naru doctor [--repair]
  naru backup <folder | file.tar>
  naru restore <folder | file.tar> [--replace]
NARU_HOME says which home is meant.
`;

/** @returns the exit code: 0 all is well, 1 not, 2 wrong arguments */
export async function upkeepCommand(args: readonly string[]): Promise<number> {
  const asked = parse(args);
  if (!asked) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    return await asked();
  } catch (error) {
    const text = textOf(error);
    if (!text) throw error;
    process.stderr.write(`${text.ko}\n${text.en}\n`);
    return 1;
  }
}

/** Undefined where the arguments are wrong. */
function parse([command, ...rest]: readonly string[]): (() => Promise<number>) | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options:
        command === 'doctor'
          ? { repair: { type: 'boolean' } }
          : command === 'restore'
            ? { replace: { type: 'boolean' } }
            : {},
    });
    const { repair = false, replace = false } = values as { repair?: boolean; replace?: boolean };
    const [path, ...more] = positionals;
    if (command === 'doctor') return path === undefined ? () => doctor(repair) : undefined;
    if (path === undefined || more.length > 0) return undefined;
    return command === 'backup' ? () => backup(path) : () => takeBack(path, replace);
  } catch {
    return undefined;
  }
}

function homeFolder(): string {
  const { NARU_HOME: moved } = process.env;
  return moved ? resolve(moved) : projectFolder();
}

async function doctor(repair: boolean): Promise<number> {
  const base = homeFolder();
  const findings = await examine({
    flows: join(base, 'flows'),
    data: join(base, 'data'),
    repair,
    onFinding: (finding) => process.stdout.write(`${saidOf(finding)}\n`),
  });
  return findings.some(isTrouble) ? 1 : 0;
}

async function backup(path: string): Promise<number> {
  const base = homeFolder();
  const target = resolve(path);
  const { contents, troubles } = await backUp({
    flows: join(base, 'flows'),
    data: join(base, 'data'),
    target,
    version: projectVersion(),
    now: systemClock.now(),
  });
  say(BACKED_UP, { target, files: contents.files.length, megabytes: megabytesOf(contents.files) });
  for (const finding of troubles) process.stdout.write(`${saidOf(finding)}\n`);
  return troubles.length > 0 ? 1 : 0;
}

async function takeBack(path: string, replace: boolean): Promise<number> {
  const base = homeFolder();
  const { contents, aside } = await restore({ base, source: resolve(path), replace, now: systemClock.now() });
  say(RESTORED, { base, at: contents.at });
  if (aside !== undefined) say(ASIDE, { aside });
  return 0;
}

function megabytesOf(files: readonly { readonly size: number }[]): number {
  return Math.ceil(files.reduce((sum, { size }) => sum + size, 0) / 2 ** 20);
}

function say(text: Text, values: Record<string, string | number>): void {
  const { ko, en } = fill(text, values);
  process.stdout.write(`${ko}\n${en}\n`);
}

/** What a person can do something about. */
function textOf(error: unknown): Text | undefined {
  if (error instanceof UpkeepFault || error instanceof FolderInUse) return error.text;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === undefined || path === undefined) return undefined;
  return {
    ko: korean`${path}을(를) 읽거나 쓸 수 없습니다(${code}). 권한과 디스크의 여유 공간을 확인하세요.`,
    en: `${path} could not be read or written (${code}). Check the permissions and the space on the disk.`,
  };
}

const BACKED_UP: Text = {
  ko: '{target}에 백업했습니다(파일 {files}개, {megabytes}MiB). 비밀번호가 들어 있으니 안전한 곳에 두세요.',
  en: 'Backed up to {target} ({files} files, {megabytes} MiB). It has passwords in it: keep it in a safe place.',
};
const RESTORED: Text = {
  ko: '{at}의 백업을 {base}에 되돌렸습니다. 이제 나루를 시작하세요.',
  en: 'The backup of {at} is in {base} now. Start Naru.',
};
const ASIDE: Text = {
  ko: '있던 것은 {aside}(으)로 옮겼습니다.',
  en: 'What was there was moved to {aside}.',
};
