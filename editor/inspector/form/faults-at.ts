/** Which faults belong beside which input. */
import type { Fault } from '../../../nodes/kit/fault.ts';

/** True where `field` is the path or lies inside it. @example isAtOrUnder('where.rules.0', 'where') // true */
export function isAtOrUnder(field: string | undefined, path: string): boolean {
  return field !== undefined && (path === '' || field === path || field.startsWith(`${path}.`));
}

/** Faults of exactly this place. */
export function faultsAt(faults: readonly Fault[], path: string): readonly Fault[] {
  return faults.filter((fault) => fault.field === path);
}

/** Faults of this place and of all that lies inside it. */
export function faultsUnder(faults: readonly Fault[], path: string): readonly Fault[] {
  return faults.filter((fault) => isAtOrUnder(fault.field, path));
}
