/** Calls that a worker has not answered yet, by their number. */
import { StorageTrouble } from './engine-host.ts';
import type { RoomAnswer, RoomCall, RoomCallName, RoomCalls } from './room-messages.ts';

interface Asked {
  readonly name: RoomCallName;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Where the worker stops before it answers: what is true then, or the error. */
  readonly ifLost: () => unknown;
}

export type Answer<Name extends RoomCallName> = Awaited<ReturnType<RoomCalls[Name]>>;

export class WorkerCalls {
  private readonly asked = new Map<number, Asked>();
  private next = 0;

  /** @param post hands a call to the worker */
  constructor(private readonly post: (call: RoomCall, handedOver: readonly ArrayBuffer[]) => void) {}

  /** @param ifLost see Asked; default: nothing is true */
  call<Name extends RoomCallName>(
    name: Name,
    args: Readonly<Parameters<RoomCalls[Name]>>,
    ifLost: () => Answer<Name> | undefined = () => undefined,
    handedOver: readonly ArrayBuffer[] = [],
  ): Promise<Answer<Name>> {
    return new Promise((resolve, reject) => {
      const id = this.next++;
      this.asked.set(id, { name, resolve: resolve as Asked['resolve'], reject, ifLost });
      this.post({ id, name, args } as unknown as RoomCall, handedOver);
    });
  }

  hear({ id, result, error }: RoomAnswer): void {
    const asked = this.asked.get(id);
    if (!asked) return;
    this.asked.delete(id);
    if (error === undefined) asked.resolve(result);
    else asked.reject(error);
  }

  /** The worker has stopped: nobody answers these any more. */
  leave(): void {
    const all = [...this.asked.values()];
    this.asked.clear();
    for (const { resolve, reject, ifLost } of all)
      try {
        resolve(ifLost());
      } catch (error) {
        reject(error);
      }
  }

  /** Blocks that wait for a disk that refuses are not acknowledged: their senders are told to send them again. */
  refusePushes(trouble: string): void {
    for (const [id, { name, reject }] of this.asked) {
      if (name !== 'push') continue;
      this.asked.delete(id);
      reject(new StorageTrouble(trouble));
    }
  }
}
