/** Where things lie in the checkout, and how the bootstrap runs a program of it. */
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {...string} parts  @returns {string} a path inside the project */
export function inProject(...parts) {
  return [projectFolder, ...parts].join('/');
}

/**
 * Runs a program with Node and waits for it.
 *
 * @param {string[]} args script and arguments
 * @param {{quiet?: boolean, env?: Record<string, string>}} [options] quiet: keep the output, and show none of it
 * @returns {Promise<{code: number, output: string}>}
 */
export function runNode(args, options = {}) {
  return run(process.execPath, args, options);
}

/**
 * Runs npm: the one that runs this script, else the one on the path.
 *
 * @param {string[]} args  @param {{quiet?: boolean, env?: Record<string, string>}} [options]
 */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) return runNode([npm, ...args], options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}

function run(program, args, { quiet = false, env = {}, shell = false }) {
  return new Promise((resolve, reject) => {
    // Loaded here: most starts have nothing to install or to build.
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn(program, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell,
    });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
