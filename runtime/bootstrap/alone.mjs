/** Lets one process install or build at a time; others that want to wait, and then find it done. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { inProject } from './project.mjs';

const lock = inProject('dist', 'bootstrap.lock');

/** Longer than any install takes; after a restart of the machine the same number may be another process. */
const OLD = 15 * 60_000;

/**
 * @param {() => Promise<void>} work what is done while no other process does such work
 */
export async function alone(work) {
  while (!take()) await pause(100);
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** A lock whose process is gone was left by one that was killed. */
function take() {
  mkdirSync(inProject('dist'), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isHeld()) rmSync(lock, { force: true });
    return false;
  }
}

function isHeld() {
  try {
    if (Date.now() - statSync(lock).mtimeMs > OLD) return false;
    const pid = Number(readFileSync(lock, 'utf8'));
    // Not yet written: it was made this moment.
    if (pid > 0) process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
