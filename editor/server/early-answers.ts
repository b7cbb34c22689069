/**
 * What index.html asked the server for while the scripts of the page still loaded. An answer serves once, and not when it
 * has lain there for long: by then something else may be true.
 */
interface Asked {
  /** As `performance.now()` says it. */
  readonly at: number;
  readonly answers: Map<string, Promise<Response>>;
}

declare global {
  interface Window {
    naruAsked?: Asked;
  }
}

const FRESH = 10_000;

export function earlyAnswer(method: string, path: string): Promise<Response> | undefined {
  const asked = globalThis.window?.naruAsked;
  const answer = method === 'GET' ? asked?.answers.get(path) : undefined;
  if (!asked || !answer) return undefined;
  asked.answers.delete(path);
  return performance.now() - asked.at < FRESH ? answer : undefined;
}
