/**
 * The version of the flow format, and the way from each older one to the newest. `formatVersion` is left out in
 * version 1, and is written only when a later one needs to be told apart.
 */
import type { Fault } from '../../nodes/kit/fault.ts';
import type { Row } from '../../nodes/kit/lenient.ts';

export const FORMAT_VERSION = 1;

/** From the version that is the index + 1 to the next one. */
const steps: readonly ((flow: Row) => Row)[] = [];

/** The flow in the newest version of the format, or the fault of a version that this product does not know. */
export function migrateFlow(input: Row): { readonly raw: Row } | { readonly fault: Fault } {
  const version = input.formatVersion ?? 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > FORMAT_VERSION)
    return {
      fault: {
        severity: 'error',
        code: 'format-version',
        field: 'formatVersion',
        message: {
          ko: `이 파일의 형식 버전(${describe(version)})을 모릅니다. Naru를 새 버전으로 올리세요.`,
          en: `The format version of this file (${describe(version)}) is not known here. Update Naru.`,
        },
      },
    };
  return { raw: steps.slice(version - 1).reduce((flow, step) => step(flow), input) };
}

function describe(version: unknown): string {
  return typeof version === 'number' || typeof version === 'string'
    ? String(version).slice(0, 20)
    : typeof version;
}
