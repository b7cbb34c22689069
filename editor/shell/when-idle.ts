/**
 * Runs something when the page has nothing to do, after what is wanted at once has been drawn; some browsers can't
 * tell, and then a little later. Gives a function that calls it off.
 */
export function whenIdle(run: () => void): () => void {
  let off = false;
  let callOff = () => {};
  const idle = () => {
    if (off) return;
    if ('requestIdleCallback' in window) {
      const asked = requestIdleCallback(run, { timeout: 1000 });
      callOff = () => cancelIdleCallback(asked);
    } else {
      const timer = setTimeout(run, 100);
      callOff = () => clearTimeout(timer);
    }
  };
  afterTwoFrames(idle);
  return () => {
    off = true;
    callOff();
  };
}

/** A page that nobody looks at has no frames: then a moment has to do. */
const NO_FRAMES = 300;

/** What was asked for in this turn is drawn then. */
function afterTwoFrames(run: () => void): void {
  let left = 1;
  const once = () => {
    if (left-- === 1) run();
  };
  setTimeout(once, NO_FRAMES);
  requestAnimationFrame(() => requestAnimationFrame(once));
}

/** As `whenIdle`, but not while the page still shows that it loads what it is about. */
export function whenDrawn(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let callOff = () => {};
  const look = () => {
    callOff = whenIdle(() => {
      if (document.querySelector('[data-loading-page]')) timer = setTimeout(look, 50);
      else run();
    });
  };
  look();
  return () => {
    clearTimeout(timer);
    callOff();
  };
}

/** For `lazy`: a part that is not what the page is about. It is drawn a moment after that. */
export function afterDrawing<Module>(load: () => Promise<Module>): () => Promise<Module> {
  return () => new Promise((resolve, reject) => whenIdle(() => load().then(resolve, reject)));
}
