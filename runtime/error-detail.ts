/** An error of ours for the log: with the place where it was thrown, where that is known. */
export function errorDetail(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
