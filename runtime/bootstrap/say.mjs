/** What the bootstrap says to the person at the terminal: on standard error, in the language of the terminal. */

const language = /^ko/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')
  ? 'ko'
  : 'en';

/** Why it cannot go on, with what to do about it. Not a bug, so nobody is shown a stack. */
export class Obstacle extends Error {
  /** @param {{ko: string, en: string}} text  @param {string} [details] what the failing program itself printed */
  constructor(text, details = '') {
    super(text[language]);
    this.details = details;
  }
}

/** @param {{ko: string, en: string}} text */
export function say(text) {
  process.stderr.write(`naru: ${text[language]}\n`);
}

/**
 * Runs a step; an obstacle ends the process with its sentence and code 1.
 * @param {() => Promise<void>} step
 */
export async function orExit(step) {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    if (error.details) process.stderr.write(`${error.details.trimEnd()}\n\n`);
    process.stderr.write(`naru: ${error.message}\n`);
    process.exit(1);
  }
}
