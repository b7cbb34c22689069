/** Standard output, once it is written to: the streams behind it take longer to load than a short run takes. */
let isWatched = false;

/** A reader that has seen enough (`naru run … | head`) closes the pipe; that is no fault. */
export function standardOutput(): NodeJS.WriteStream {
  if (!isWatched) {
    isWatched = true;
    process.stdout.on('error', (error: NodeJS.ErrnoException) =>
      process.exit(error.code === 'EPIPE' ? 0 : 2),
    );
  }
  return process.stdout;
}
