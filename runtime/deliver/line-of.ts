import type { Delivery } from '../wire/rest.ts';

/**
 * What deliveries of the same flow, node and key have alike, as a number of 52 bits. Two keys that should share one by
 * chance only wait for each other.
 */
export function lineOf(flow: string, node: string, key: Delivery['key']): number {
  const text = `${flow} ${node} ${JSON.stringify(key)}`;
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (b & 0xfffff) + (a >>> 0);
}
