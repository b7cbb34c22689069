/**
 * Small changes of the page that need not all come at once. A message changes a thousand numbers; written together
 * they would hold up one frame for so long that it can be seen, so each frame writes its share of them.
 */

/** In how many frames all that waits is written: sooner than the next message comes. */
const SPREAD = 6;

/** So many hold up nothing. They are written at once, so that the numbers of a small flow agree in every frame. */
const FEW = 300;

export interface Frames {
  /** Calls back before the next frame is drawn. */
  readonly request: (run: () => void) => void;
}

export class FrameQueue {
  readonly #waiting = new Set<() => void>();
  readonly #frames: Frames;
  #share = 0;
  #asked = false;

  constructor(frames: Frames) {
    this.#frames = frames;
  }

  /** Runs `write` in one of the next frames; once, however often it was added until then. */
  add(write: () => void): void {
    this.#waiting.add(write);
    if (this.#asked) return;
    this.#asked = true;
    this.#frames.request(() => this.#frame());
  }

  /** Does not run it any more. */
  drop(write: () => void): void {
    this.#waiting.delete(write);
  }

  #frame(): void {
    this.#asked = false;
    // What came meanwhile raises the share; what has been written does not lower it, or the last would never come.
    this.#share = Math.max(this.#share, Math.ceil(this.#waiting.size / SPREAD), FEW);
    let left = this.#share;
    for (const write of this.#waiting) {
      if (left-- === 0) break;
      this.#waiting.delete(write);
      write();
    }
    if (this.#waiting.size === 0) this.#share = 0;
    else if (!this.#asked) {
      this.#asked = true;
      this.#frames.request(() => this.#frame());
    }
  }
}

/** Of this page. */
export const frames = new FrameQueue({ request: (run) => void requestAnimationFrame(run) });
