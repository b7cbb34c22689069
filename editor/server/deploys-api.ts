/** Deploying over REST: what it would do to what waits, doing it, the versions that there were, and going back. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { type DeployPreview, deployPreviewSchema } from '../../runtime/wire/deploy.ts';
import { flowDetailSchema, pageSchema } from '../../runtime/wire/rest.ts';
import {
  type FlowVersion,
  flowVersionDetailSchema,
  flowVersionSchema,
  type PreviewFlow,
  type RemovedFlow,
  removedFlowSchema,
} from '../../runtime/wire/versions.ts';
import { asDetail, asFlowFile, type FlowDetail, pathOf } from './flows-api.ts';
import { type RestError, request } from './rest-client.ts';

export interface DeployOptions {
  readonly who?: string;
  readonly onDrop: 'accept' | 'refuse';
}

export function previewFlow(id: string, what: PreviewFlow): Promise<DeployPreview> {
  return request('POST', pathOf(id, '/preview'), deployPreviewSchema, { body: what });
}

export async function deployFlow(id: string, revision: number, options: DeployOptions): Promise<FlowDetail> {
  const body = { revision, by: 'page', ...options };
  return asDetail(await request('POST', pathOf(id, '/deploy'), flowDetailSchema, { body }));
}

export async function restoreFlow(
  id: string,
  version: number,
  revision: number,
  options: DeployOptions,
): Promise<FlowDetail> {
  const body = { revision, by: 'page', ...options };
  return asDetail(
    await request('POST', pathOf(id, `/versions/${version}/restore`), flowDetailSchema, { body }),
  );
}

/** What would be dropped, where a deploy was refused for that. */
export function wouldDrop(error: RestError): DeployPreview | undefined {
  return deployPreviewSchema.safeParse(error.problem?.preview).data;
}

export function listVersions(
  id: string,
  limit: number,
  signal?: AbortSignal,
): Promise<{ items: FlowVersion[]; total: number }> {
  return request('GET', pathOf(id, `/versions?limit=${limit}`), pageSchema(flowVersionSchema), {
    ...(signal && { signal }),
  });
}

export type VersionDetail = FlowVersion & { readonly body: FlowFile };

export async function readVersion(id: string, version: number, signal?: AbortSignal): Promise<VersionDetail> {
  const detail = await request('GET', pathOf(id, `/versions/${version}`), flowVersionDetailSchema, {
    ...(signal && { signal }),
  });
  return { ...detail, body: asFlowFile(detail.body) };
}

export async function listRemoved(signal?: AbortSignal): Promise<RemovedFlow[]> {
  const page = await request('GET', '/api/removed-flows', pageSchema(removedFlowSchema), {
    ...(signal && { signal }),
  });
  return page.items;
}
