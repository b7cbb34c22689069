import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { upkeepCommand } from './upkeep-command.ts';

let home: string;
let said: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'naru-command-'));
  said = [];
  vi.stubEnv('NARU_HOME', home);
  const keep = (text: string | Uint8Array) => said.push(String(text)) > 0;
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep),
  ];
  onTestFinished(async () => {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
    await rm(home, { recursive: true, force: true });
  });
});

it('ends with 2 where the arguments are wrong, and says how it is used', async () => {
  for (const args of [
    ['doctor', 'here'],
    ['doctor', '--replace'],
    ['backup'],
    ['backup', 'one', 'two'],
    ['backup', 'one', '--repair'],
    ['restore'],
    ['restore', '--repair', 'one'],
  ])
    expect(await upkeepCommand(args), args.join(' ')).toBe(2);
  expect(said.join('')).toMatch(/usage:\n {2}naru doctor/);
});

it('ends with 0 where all is well and 1 where it is not, in both languages', async () => {
  expect(await upkeepCommand(['doctor'])).toBe(1);
  await mkdir(join(home, 'data'));
  expect(await upkeepCommand(['doctor'])).toBe(0);
  await writeFile(join(home, 'data', 'settings.json'), '{');
  said = [];
  expect(await upkeepCommand(['doctor', '--repair'])).toBe(1);
  expect(said.join('')).toMatch(/FAIL {2}설정.*\n {6}Settings: /);
});

it('backs up, and restores only where it may', async () => {
  await mkdir(join(home, 'data'));
  await writeFile(
    join(home, 'data', 'settings.json'),
    '{"format":1,"channels":{"email":null,"sms":null},"stopped":[]}',
  );
  const target = join(home, 'backup.tar');
  expect(await upkeepCommand(['backup', target])).toBe(0);
  expect(await upkeepCommand(['backup', target])).toBe(1);
  expect(said.join('')).toMatch(/이미 있습니다[\s\S]*is there already/);
  expect(await upkeepCommand(['restore', target])).toBe(1);
  expect(await upkeepCommand(['restore', target, '--replace'])).toBe(0);
  expect(said.join('')).toMatch(/moved to .*before-restore-/);
  expect(await upkeepCommand(['restore', join(home, 'nowhere')])).toBe(1);
});
