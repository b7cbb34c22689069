/** Typed arrays that grow: the new one holds the old one's numbers, and at least `needed` places. */

type Numbers = Uint8Array | Int8Array | Int32Array | Uint32Array | Float64Array;

export function grown<T extends Numbers>(old: T, needed: number): T {
  let size = Math.max(old.length, 16);
  while (size < needed) size = size < 1 << 22 ? size * 2 : Math.ceil(size * 1.5);
  if (size === old.length) return old;
  const bigger = new (old.constructor as new (size: number) => T)(size);
  bigger.set(old as never);
  return bigger;
}
