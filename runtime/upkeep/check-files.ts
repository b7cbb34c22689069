/** What lies around: settings, space on the disk, permissions, and what a crash left half done. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { chmod, rm, stat, statfs } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fill, type Text } from '../../nodes/kit/text.ts';
import { LOCK_FILE } from '../store/folder-lock.ts';
import { settingsSchema } from '../wire/rest.ts';
import { type Examination, repairOr } from './finding.ts';
import { textOfFile } from './text-of-file.ts';

export async function checkSettings(examination: Examination): Promise<void> {
  const path = join(examination.data, 'settings.json');
  if (!existsSync(path)) return;
  const text = textOfFile(path);
  if (typeof text !== 'string') {
    examination.add({
      severity: 'wrong',
      what: fill(UNREADABLE, { path, code: text.code }),
      todo: PERMISSIONS,
    });
    return;
  }
  const fault = settingsFault(text);
  if (fault !== undefined) {
    examination.add({ severity: 'wrong', what: fill(BAD_SETTINGS, { fault }), todo: SET_ANEW });
    return;
  }
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    await repairOr(examination, OPEN_SETTINGS, CLOSED, () => chmod(path, 0o600));
  else examination.add({ severity: 'fine', what: SETTINGS });
}

function settingsFault(text: string): string | undefined {
  try {
    const { channels, stopped } = JSON.parse(text) as { channels?: unknown; stopped?: unknown };
    const parsed = settingsSchema.safeParse(channels);
    if (!parsed.success) return parsed.error.issues[0].message;
    return Array.isArray(stopped) ? undefined : 'stopped is no list';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Below both of these it is said. */
const LITTLE = 2 ** 30;
const LITTLE_OF_ALL = 0.1;

export async function checkDisk({ data, add }: Examination): Promise<void> {
  try {
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    add({ severity: 'wrong', what: fill(UNREADABLE, { path: data, code }), todo: PERMISSIONS });
  }
  const { bavail, blocks, bsize } = await statfs(data);
  const free = bavail * bsize;
  const what = { megabytes: Math.floor(free / 2 ** 20) };
  if (free < LITTLE && bavail < LITTLE_OF_ALL * blocks)
    add({ severity: 'wrong', what: fill(LITTLE_SPACE, what), todo: MAKE_SPACE });
  else add({ severity: 'fine', what: fill(SPACE, what) });
}

/** Files that were to become others when they were whole. */
export async function checkLeftovers(examination: Examination): Promise<void> {
  const { data, flows, isRunning } = examination;
  // While a runtime runs they are its own.
  if (isRunning) return;
  const found = [...temporaryFiles(data), ...temporaryFiles(flows)];
  for (const path of found)
    await repairOr(examination, fill(LEFTOVER, { path: relative(join(data, '..'), path) }), REMOVED, () =>
      rm(path, { recursive: true, force: true }),
    );
  const lock = join(data, LOCK_FILE);
  if (existsSync(lock)) await repairOr(examination, STALE, REMOVED, () => rm(lock));
}

function temporaryFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.endsWith('.tmp')) return [path];
    return entry.isDirectory() && entry.name !== 'damaged' ? temporaryFiles(path) : [];
  });
}

/** What starts have put aside stays until a person has looked at it. */
export async function checkSetAside({ data, add }: Examination): Promise<void> {
  const aside = join(data, 'damaged');
  const count = existsSync(aside) ? readdirSync(aside).length : 0;
  const broken = existsSync(join(data, 'settings.json.broken'));
  if (count > 0) add({ severity: 'note', what: fill(ASIDE, { count }), todo: LOOK });
  if (broken) add({ severity: 'note', what: BROKEN_SETTINGS, todo: LOOK });
}

const SETTINGS: Text = {
  ko: '설정: data/settings.json에 잘못된 곳이 없습니다.',
  en: 'Settings: nothing is wrong with data/settings.json.',
};
const UNREADABLE: Text = {
  ko: '{path}을(를) 읽거나 쓸 수 없습니다({code}).',
  en: '{path} cannot be read or written ({code}).',
};
const PERMISSIONS: Text = {
  ko: '나루를 실행하는 사용자가 읽고 쓸 수 있게 권한을 바꾸세요.',
  en: 'Change the permissions so that the user who runs Naru can read and write it.',
};
const BAD_SETTINGS: Text = {
  ko: '설정: data/settings.json을 이해할 수 없습니다: {fault}',
  en: 'Settings: data/settings.json makes no sense: {fault}',
};
const SET_ANEW: Text = {
  ko: '그대로 시작하면 나루는 이 파일을 settings.json.broken으로 옮기고 빈 설정으로 시작합니다. 백업의 파일로 바꾸거나 설정 화면에서 다시 정하세요.',
  en: 'A start moves it to settings.json.broken and begins with nothing set. Put the file of a backup there, or set it anew on the settings page.',
};
const OPEN_SETTINGS: Text = {
  ko: '설정: 비밀번호가 든 data/settings.json을 다른 사용자도 읽을 수 있습니다.',
  en: 'Settings: data/settings.json, which has passwords in it, can be read by other users.',
};
const CLOSED: Text = {
  ko: '이제 파일의 주인만 읽을 수 있습니다.',
  en: 'Only its owner can read it now.',
};
const SPACE: Text = {
  ko: '디스크: 여유 공간이 {megabytes}MiB 있습니다.',
  en: 'Disk: {megabytes} MiB are free.',
};
const LITTLE_SPACE: Text = {
  ko: '디스크: 여유 공간이 {megabytes}MiB뿐입니다. 가득 차면 나루는 새 이벤트를 받지 않습니다.',
  en: 'Disk: only {megabytes} MiB are free. When it is full, Naru takes no more events.',
};
const MAKE_SPACE: Text = {
  ko: '공간을 비우거나 더 큰 디스크로 옮기세요.',
  en: 'Make room, or move to a larger disk.',
};
const LEFTOVER: Text = {
  ko: '{path}은(는) 쓰다가 만 임시 파일입니다. 완성된 파일은 따로 있습니다.',
  en: '{path} is a temporary file that was never finished. The finished one lies elsewhere.',
};
const STALE: Text = {
  ko: '폴더가 잠겨 있지만, 잠근 프로세스는 이미 없습니다.',
  en: 'The folder is locked by a process that is gone.',
};
const REMOVED: Text = {
  ko: '지웠습니다.',
  en: 'It was removed.',
};
const ASIDE: Text = {
  ko: 'data/damaged에 따로 보관한 손상된 부분이 {count}개 있습니다.',
  en: 'There are {count} damaged parts that were put aside in data/damaged.',
};
const BROKEN_SETTINGS: Text = {
  ko: '읽지 못한 이전 설정이 data/settings.json.broken에 있습니다.',
  en: 'Settings that could not be read lie in data/settings.json.broken.',
};
const LOOK: Text = {
  ko: '살펴본 뒤 필요 없으면 지우세요.',
  en: 'Look at it, and remove it when it is not needed any more.',
};
