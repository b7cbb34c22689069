/** The catalogue of event types over REST. */
import { z } from 'zod';
import {
  type Catalogue,
  type CatalogueDetail,
  type CatalogueEntry,
  catalogueDetailSchema,
  catalogueEntrySchema,
  catalogueSchema,
} from '../../runtime/wire/catalogue.ts';
import { command, request } from './rest-client.ts';

const pathOf = (type: string) => `/api/catalogue/${encodeURIComponent(type)}`;

export function listCatalogue(signal?: AbortSignal): Promise<Catalogue> {
  return request('GET', '/api/catalogue', catalogueSchema, signal ? { signal } : {});
}

export function readType(type: string, signal?: AbortSignal): Promise<CatalogueDetail> {
  return request('GET', pathOf(type), catalogueDetailSchema, signal ? { signal } : {});
}

/** A type as it is to be declared, and the revision that the change was made on (0: it is not declared). */
export interface TypeToSave {
  readonly info: { readonly type: string } & Readonly<Record<string, unknown>>;
  readonly revision: number;
}

export function saveType(change: TypeToSave): Promise<CatalogueDetail> {
  return request('PUT', pathOf(change.info.type), catalogueDetailSchema, { body: change });
}

/** All of them, or none. */
export async function saveTypes(types: readonly TypeToSave[]): Promise<readonly CatalogueEntry[]> {
  const schema = z.object({ items: z.array(catalogueEntrySchema) });
  return (await request('POST', '/api/catalogue', schema, { body: { types } })).items;
}

/** Of a type that came and that nobody declared. */
export function dismissType(type: string, dismissed: boolean): Promise<CatalogueDetail> {
  return request('PUT', `${pathOf(type)}/dismissed`, catalogueDetailSchema, { body: { dismissed } });
}

export function deleteType(type: string, revision: number): Promise<void> {
  return command('DELETE', `${pathOf(type)}?revision=${revision}`);
}
