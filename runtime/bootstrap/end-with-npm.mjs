/**
 * Ends the server when the npm that started it is ended. npm hands a signal on to the shell between them, and the shell
 * dies of it without telling the server, which would go on and hold the port.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
