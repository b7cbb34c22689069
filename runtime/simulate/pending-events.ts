/** Events that are due later, in order of (time, the order in which they were put in): a binary heap. */
export class PendingEvents<Event extends { readonly time: number }> {
  readonly #heap: { readonly event: Event; readonly turn: number }[] = [];
  #turns = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the next one is due; infinity where there is none. */
  get nextTime(): number {
    return this.#heap[0]?.event.time ?? Number.POSITIVE_INFINITY;
  }

  add(event: Event): void {
    const heap = this.#heap;
    const entry = { event, turn: this.#turns++ };
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(entry, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  /** Takes the next one out. */
  take(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length > 0) this.#sink(last);
    return first.event;
  }

  #sink(entry: { readonly event: Event; readonly turn: number }): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#isBefore(heap[child + 1], heap[child])) child += 1;
      if (!this.#isBefore(heap[child], entry)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = entry;
  }

  #isBefore(a: { event: Event; turn: number }, b: { event: Event; turn: number }): boolean {
    return a.event.time - b.event.time < 0 || (a.event.time === b.event.time && a.turn < b.turn);
  }
}
