import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const bootstrap = fileURLToPath(new URL('.', import.meta.url));

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      args,
      { env: { PATH: process.env.PATH, LANG: 'C', PORT: '0', ...env } },
      (_error, output, errors) => resolve({ code: child.exitCode ?? -1, output, errors }),
    );
  });
}

/**
 * A project that needs one package. In place of npm and of Vite stand scripts that leave what those would leave, and
 * count how often they ran.
 */
function project(npm = INSTALL): { folder: string; start: (env?: Record<string, string>) => Promise<Ended> } {
  const folder = mkdtempSync(join(tmpdir(), 'naru-bootstrap-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(bootstrap, join(folder, 'runtime/bootstrap'), { recursive: true });
  const write = (path: string, content: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  write(
    'package-lock.json',
    JSON.stringify({ packages: { '': {}, 'node_modules/vite': { version: '1.0.0' } } }),
  );
  const configs = ['vite.config.ts', 'runtime/vite.config.ts', 'runtime/vite-cli.config.ts'];
  for (const path of ['tsconfig.json', ...configs, 'editor/page.ts']) write(path, '');
  write('npm.js', npm);
  return {
    folder,
    start: (env) =>
      run([join(folder, 'runtime/bootstrap/start.mjs')], { npm_execpath: join(folder, 'npm.js'), ...env }),
  };
}

const INSTALL = `
const fs = require('node:fs');
fs.appendFileSync('npm.log', process.argv.slice(2, 3) + '\\n');
fs.mkdirSync('node_modules/vite/bin', { recursive: true });
fs.writeFileSync('node_modules/vite/bin/vite.js', \`
  const fs = require('node:fs');
  const outDir = process.argv[process.argv.indexOf('--outDir') + 1];
  fs.appendFileSync('vite.log', 'build\\\\n');
  if (fs.readFileSync('editor/page.ts', 'utf8') === 'broken') { console.error('page.ts:1 is broken'); process.exit(1); }
  fs.mkdirSync(outDir, { recursive: true });
  for (const name of ['index.html', 'main.js']) fs.writeFileSync(outDir + '/' + name, "console.log('started')");
\`);
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
`;

describe('npm start', () => {
  it('installs, builds and starts; the second time it only starts', async () => {
    const { folder, start } = project();
    const times = (log: string) => readFileSync(join(folder, log), 'utf8').trim().split('\n').length;

    expect(await start()).toMatchObject({ code: 0, output: 'started\n' });
    expect([times('npm.log'), times('vite.log')]).toEqual([1, 3]);
    expect(await start()).toMatchObject({ code: 0, output: 'started\n', errors: '' });
    expect([times('npm.log'), times('vite.log')]).toEqual([1, 3]);
  });

  it('does the work once where two are started at once', async () => {
    const { folder, start } = project();
    const both = await Promise.all([start(), start()]);
    expect(both.map(({ code, output }) => [code, output])).toEqual([
      [0, 'started\n'],
      [0, 'started\n'],
    ]);
    expect(readFileSync(join(folder, 'npm.log'), 'utf8')).toBe('ci\n');
    expect(readFileSync(join(folder, 'vite.log'), 'utf8')).toBe('build\nbuild\nbuild\n');
  });

  it('is not held up by one that was killed', async () => {
    const { folder, start } = project();
    const gone = await run(['-p', 'process.pid']);
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/bootstrap.lock'), gone.output);
    expect(await start()).toMatchObject({ code: 0 });
  });

  it('builds again what changed, and installs again where the lock changed', async () => {
    const { folder, start } = project();
    await start();
    writeFileSync(join(folder, 'editor/page.ts'), 'export {};');
    expect((await start()).errors).toBe('naru: Building the page…\n');

    const lock = { packages: { '': {}, 'node_modules/vite': { version: '1.0.1' } } };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    expect((await start()).errors).toContain('Installing what package-lock.json says');
  });

  it('does not build again what was written anew with what it held before', async () => {
    const { folder, start } = project();
    await start();
    const page = join(folder, 'editor/page.ts');
    writeFileSync(page, readFileSync(page));
    expect(await start()).toMatchObject({ code: 0, errors: '' });
    expect(await start()).toMatchObject({ code: 0, errors: '' });
    expect(readFileSync(join(folder, 'vite.log'), 'utf8')).toBe('build\nbuild\nbuild\n');
  });

  it('leaves the old result where a build fails, and says where the fault is', async () => {
    const { folder, start } = project();
    await start();
    writeFileSync(join(folder, 'editor/page.ts'), 'broken');
    const { code, errors } = await start();
    expect(code).toBe(1);
    expect(errors).toContain('page.ts:1 is broken');
    expect(errors).toContain('naru: The build failed');
    expect(errors).not.toContain('    at ');
    expect(existsSync(join(folder, 'dist/editor/index.html'))).toBe(true);
  });

  it('shows what npm said where it fails', async () => {
    const { start } = project("console.error('ENOTFOUND registry'); process.exit(1);");
    const { code, errors } = await start();
    expect(code).toBe(1);
    expect(errors).toMatch(/ENOTFOUND registry[\s\S]*naru: The packages could not be installed/);
  });

  it('says before it installs that the port is taken, in the language of the terminal', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const port = String((server.address() as { port: number }).port);
    const { folder, start } = project();

    const english = await start({ PORT: port });
    expect(english.errors).toBe(
      `naru: Port ${port} is in use by another program. Stop that one, or start on another port: PORT=${Number(port) + 1} npm start\n`,
    );
    expect(english.code).toBe(1);
    expect((await start({ PORT: port, LANG: 'ko_KR.UTF-8' })).errors).toContain(
      '다른 프로그램이 쓰고 있습니다',
    );
    expect(existsSync(join(folder, 'npm.log'))).toBe(false);
  });

  it('refuses a port that is none', async () => {
    expect((await project().start({ PORT: '70000' })).errors).toContain('PORT=70000 is no port');
  });

  it('says which Node it needs', async () => {
    const older = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.20.4'})";
    const { code, errors } = await run(['--import', older, join(bootstrap, 'start.mjs')]);
    expect(code).toBe(1);
    expect(errors).toBe(
      'naru: Naru needs Node.js 20.19 or newer; this is 18.20.4. Install a newer one from https://nodejs.org.\n',
    );
  });
});
