/**
 * Runs something when the page has nothing to do, after what is wanted at once has been drawn; some browsers can't
 * tell, and then a little later. Gives a function that calls it off.
 */
export function whenIdle(run: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const asked = requestIdleCallback(run, { timeout: 1000 });
    return () => cancelIdleCallback(asked);
  }
  const timer = setTimeout(run, 200);
  return () => clearTimeout(timer);
}

/** For `lazy`: a part that is not what the page is about. It is drawn a moment after that. */
export function afterDrawing<Module>(load: () => Promise<Module>): () => Promise<Module> {
  return () => new Promise((resolve, reject) => whenIdle(() => load().then(resolve, reject)));
}
