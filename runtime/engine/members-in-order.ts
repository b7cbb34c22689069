/**
 * A JSON value in which the order of objects' members says nothing: equal values have equal texts, and different ones
 * different texts.
 */
export function membersInOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(membersInOrder);
  if (typeof value !== 'object' || value === null) return value;
  // As pairs, since names that look like numbers would come first in an object; under a name of their own, since a
  // list of pairs is a value too.
  const members = Object.keys(value)
    .sort()
    .map((name) => [name, membersInOrder((value as Record<string, unknown>)[name])]);
  return { members };
}

/** Whether two settings say the same, in whatever order their members stand. */
export function sameMembers(a: unknown, b: unknown): boolean {
  return JSON.stringify(membersInOrder(a)) === JSON.stringify(membersInOrder(b));
}
