/** Builds the page and the server, where their sources are not the ones that dist was built from. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { compress } from './compress.mjs';
import { inProject, runNode } from './project.mjs';
import { Obstacle, say } from './say.mjs';

/** What each half is made from. Flow files are data that both load while running, so they are not among it. */
const PARTS = {
  editor: {
    configs: ['vite.config.ts'],
    result: 'index.html',
    sources: ['editor', 'nodes', 'flows/format', 'runtime/wire'],
    doing: { ko: '편집 화면을 만듭니다…', en: 'Building the page…' },
  },
  runtime: {
    configs: ['runtime/vite.config.ts', 'runtime/vite-cli.config.ts'],
    result: 'main.js',
    sources: ['runtime', 'nodes', 'flows'],
    doing: { ko: '서버를 만듭니다…', en: 'Building the server…' },
  },
};

/**
 * @param {(keyof typeof PARTS)[]} parts
 * @returns {Promise<void>} rejects with an obstacle where a build fails; what was built before then stays
 */
export async function build(parts) {
  if (parts.every(isBuilt)) return;
  await alone(async () => {
    for (const part of parts) if (!isBuilt(part)) await buildPart(part);
  });
}

function isBuilt(part) {
  if (!existsSync(inProject('dist', part, PARTS[part].result))) return false;
  const stamp = stampOf(part);
  if (!stamp) return false;
  const files = filesOf(PARTS[part]);
  const touched = touchesOf(files);
  if (stamp.touched === touched) return true;
  if (stamp.contents !== contentsOf(files)) return false;
  try {
    writeStamp(part, { ...stamp, touched });
  } catch {
    // A dist that can't be written to is looked at anew each time.
  }
  return true;
}

const stampFile = (part) => inProject('dist', `${part}.sources`);

/** What dist was built from: what the files held, and when each was touched last. */
function stampOf(part) {
  try {
    return JSON.parse(readFileSync(stampFile(part), 'utf8'));
  } catch {
    return undefined;
  }
}

function writeStamp(part, stamp) {
  writeFileSync(stampFile(part), JSON.stringify(stamp));
}

/** Builds beside the old result and swaps, so that a build that fails or is broken off leaves a whole one. */
async function buildPart(part) {
  say(PARTS[part].doing);
  const files = filesOf(PARTS[part]);
  const stamp = { touched: touchesOf(files), contents: contentsOf(files) };
  const target = inProject('dist', part);
  const fresh = `${target}.${process.pid}`;
  try {
    for (const config of PARTS[part].configs) await runVite(config, fresh);
    if (part === 'editor') await compress(join(fresh, 'assets'));
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
    writeStamp(part, stamp);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function runVite(config, target) {
  const { code, output } = await runNode(
    [
      inProject('node_modules/vite/bin/vite.js'),
      ...['build', '--config', inProject(config), '--outDir', target, '--logLevel', 'warn'],
    ],
    { quiet: true, env: { NODE_ENV: 'production' } },
  );
  if (code !== 0)
    throw new Obstacle(
      {
        ko: '빌드하지 못했습니다. 위의 메시지가 어느 파일의 어느 줄인지 알려 줍니다.',
        en: 'The build failed; the lines above say in which file and where.',
      },
      output,
    );
}

function filesOf({ configs, sources }) {
  const files = ['package-lock.json', 'tsconfig.json', ...configs];
  for (const folder of sources) addFiles(files, folder);
  return files;
}

function addFiles(files, folder) {
  if (!existsSync(inProject(folder))) return;
  const entries = readdirSync(inProject(folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFiles(files, path);
    else if (!isBesideTheBuild(path)) files.push(path);
  }
}

/** Costs a tenth of reading the files. Whoever changes one changes this, but so does every checkout. */
function touchesOf(files) {
  const lines = files.map((path) => {
    const found = statSync(inProject(path), { throwIfNoEntry: false });
    return `${path} ${found?.size} ${found?.ctimeMs}`;
  });
  return [process.version, ...lines].join('\n');
}

/** A hash. The version of Node is part of it, since a code cache fits one only. */
function contentsOf(files) {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256').update(process.version);
  for (const path of files) {
    const content = readFileSync(inProject(path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function isBesideTheBuild(path) {
  return (
    /\.test\.tsx?$/.test(path) || /^flows\/[^/]+\.json$/.test(path) || path.startsWith('runtime/bootstrap/')
  );
}
