/** Builds the page and the server, where their sources are not the ones that dist was built from. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { alone } from './alone.mjs';
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
  try {
    return readFileSync(stampOf(part), 'utf8') === fingerprintOf(PARTS[part]);
  } catch {
    return false;
  }
}

const stampOf = (part) => inProject('dist', `${part}.sources`);

/** Builds beside the old result and swaps, so that a build that fails or is broken off leaves a whole one. */
async function buildPart(part) {
  say(PARTS[part].doing);
  const fingerprint = fingerprintOf(PARTS[part]);
  const target = inProject('dist', part);
  const fresh = `${target}.${process.pid}`;
  try {
    for (const config of PARTS[part].configs) await runVite(config, fresh);
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
    writeFileSync(stampOf(part), fingerprint);
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

/** A hash of the contents: times would change with every checkout, and miss a file that went. */
function fingerprintOf({ configs, sources }) {
  // The code cache fits one version of Node.
  const hash = createHash('sha256').update(process.version);
  for (const path of ['package-lock.json', 'tsconfig.json', ...configs]) add(hash, path);
  for (const folder of sources) addFolder(hash, folder);
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  if (!existsSync(inProject(folder))) return;
  const entries = readdirSync(inProject(folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(hash, path);
    else if (!isBesideTheBuild(path)) add(hash, path);
  }
}

function isBesideTheBuild(path) {
  return (
    /\.test\.tsx?$/.test(path) || /^flows\/[^/]+\.json$/.test(path) || path.startsWith('runtime/bootstrap/')
  );
}

function add(hash, path) {
  const content = readFileSync(inProject(path));
  hash.update(`${path}\0${content.length}\0`).update(content);
}
