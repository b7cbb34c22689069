/** What the store of flows is given, and what is said with a deploy. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Clock } from '../clock.ts';
import type { DeployPreview } from '../wire/deploy.ts';
import type { FlowCheck } from './flow-check.ts';
import type { DeployedBy, FlowVersions } from './flow-versions.ts';

export interface FlowStoreOptions {
  /** The folder of the deployed files. */
  readonly flows: string;
  readonly data: string;
  readonly check: FlowCheck;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Where every version that is deployed is kept. */
  readonly versions: FlowVersions;
  /** What a version would do to what waits, if it were deployed now. */
  readonly preview: (flow: FlowFile) => Promise<DeployPreview>;
  /** A version to run from now on; null: none any more. Called before the promise of the change resolves. */
  readonly onDeployed: (id: string, flow: FlowFile | null) => void | Promise<void>;
  /** Something about a flow changed that a page may show. */
  readonly onChanged: (id: string, revision: number | undefined) => void;
  readonly warn: (line: string) => void;
}

/** How a version is deployed: who does it, and whether he wants to be asked before something is dropped. */
export interface Deploying extends DeployedBy {
  readonly onDrop?: 'accept' | 'refuse';
}
