/** Bounds the bytes that are with the worker: who sends more waits. */

/** Bytes. A flow that is deployed waits for no more than these. */
const MOST = 4 * 1024 * 1024;

export class BlocksUnderWay {
  private bytes = 0;
  private waiting: { readonly size: number; readonly go: () => void }[] = [];

  /** Takes the room for a block: at once where there is some, so that nothing comes before it that is called later. */
  take(size: number): Promise<void> | undefined {
    if (this.waiting.length > 0 || !this.hasRoom(size))
      return new Promise((go) => this.waiting.push({ size, go }));
    this.bytes += size;
    return undefined;
  }

  give(size: number): void {
    this.bytes -= size;
    while (this.waiting.length > 0 && this.hasRoom(this.waiting[0].size)) {
      const next = this.waiting.shift()!;
      this.bytes += next.size;
      next.go();
    }
  }

  /** A block that is larger than all the room there is goes alone. */
  private hasRoom(size: number): boolean {
    return this.bytes === 0 || this.bytes + size <= MOST;
  }
}
