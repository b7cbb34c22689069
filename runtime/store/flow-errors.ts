/** Why the flow store refuses: each kind has one meaning for the person who asked, and one answer of the API. */
import type { Fault } from '../../nodes/kit/fault.ts';
import type { DeployPreview } from '../wire/deploy.ts';

/** Somebody else was faster: `revision` is the newest now. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
  constructor(readonly revision: number) {
    super(`the newest revision is ${revision}`);
  }
}

export class UnknownFlow extends Error {
  override readonly name = 'UnknownFlow';
  constructor(readonly id: string) {
    super(`there is no flow ${id}`);
  }
}

export class FlowExists extends Error {
  override readonly name = 'FlowExists';
  constructor(readonly id: string) {
    super(`there is a flow ${id} already`);
  }
}

/** The flow cannot be taken; `faults` says why. */
export class FlowRefused extends Error {
  override readonly name = 'FlowRefused';
  constructor(readonly faults: readonly Fault[]) {
    super('the flow has faults');
  }
}

/** There was no such version of the flow, or it is kept no more. */
export class UnknownVersion extends Error {
  override readonly name = 'UnknownVersion';
  constructor(
    readonly id: string,
    readonly version: number,
  ) {
    super(`there is no version ${version} of ${id}`);
  }
}

/** Something that waits would be dropped, and who deploys asked to be told before. */
export class WouldDrop extends Error {
  override readonly name = 'WouldDrop';
  constructor(readonly preview: DeployPreview) {
    super('something that waits would be dropped');
  }
}
