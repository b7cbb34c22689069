/**
 * What an import said, kept by this browser, so that it can be read again beside the flow that was made of it. The flow
 * itself does not carry it: it is nobody's concern who gets the file.
 */

import type { RedImport } from '../../flows/import/node-red/import-node-red.ts';
import { isRow, rowsOf } from '../../nodes/kit/lenient.ts';

const KEPT_AS = 'naru.import.';
const LIST = 'naru.imports';
const MOST = 10;
/** Characters; a browser keeps some five million in all. */
const LARGEST = 200_000;

export type KeptReport = Pick<RedImport, 'report' | 'notes'>;

export function keepReport(flow: string, { report, notes }: KeptReport): void {
  const text = JSON.stringify({ report, notes });
  if (text.length > LARGEST) return;
  try {
    const ids = [flow, ...listed().filter((id) => id !== flow)];
    for (const id of ids.slice(MOST)) localStorage.removeItem(KEPT_AS + id);
    localStorage.setItem(KEPT_AS + flow, text);
    localStorage.setItem(LIST, JSON.stringify(ids.slice(0, MOST)));
  } catch {
    // No storage, or a full one: the report has been read once.
  }
}

function listed(): string[] {
  const ids: unknown = JSON.parse(localStorage.getItem(LIST) ?? '[]');
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

export function keptReport(flow: string): KeptReport | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEPT_AS + flow) ?? 'null');
    if (!isRow(value)) return undefined;
    return {
      report: rowsOf(value.report).filter(isLine) as unknown as KeptReport['report'],
      notes: rowsOf(value.notes).filter(isText) as unknown as KeptReport['notes'],
    };
  } catch {
    return undefined;
  }
}

const isText = (value: unknown) =>
  isRow(value) && typeof value.ko === 'string' && typeof value.en === 'string';
const isLine = (line: Readonly<Record<string, unknown>>) =>
  typeof line.name === 'string' &&
  typeof line.type === 'string' &&
  typeof line.fate === 'string' &&
  Array.isArray(line.kinds) &&
  isText(line.why);
