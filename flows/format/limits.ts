/** How large a flow may be: what a person draws lies far below, what would choke the editor or the engine above. */
export const LIMITS = {
  /** Of the file, in bytes. */
  bytes: 1024 * 1024,
  nodes: 500,
  edges: 2000,
  tests: 500,
  /** How deep objects and lists may lie in each other. */
  depth: 200,
} as const;

/** Whether anything in the value lies deeper than `depth`. Does not recurse, so that it can't overflow itself. */
export function isDeeperThan(value: unknown, depth: number): boolean {
  const stack: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  while (stack.length > 0) {
    const top = stack.pop()!;
    if (typeof top.value !== 'object' || top.value === null) continue;
    if (top.depth >= depth) return true;
    for (const member of Object.values(top.value)) stack.push({ value: member, depth: top.depth + 1 });
  }
  return false;
}
