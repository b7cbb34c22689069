/** The field paths that a scan reads, as a tree of names: what `data` may hold on the way to a wanted column. */
import * as layout from '../kernel/row-layout.ts';
import type { RowMemory } from '../kernel/row-memory.ts';
import { encodeText } from '../kernel/wtf8.ts';

export interface FieldTree {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Index of the column, or -1. */
  column: number;
  readonly children: FieldTree[];
  /** Stamp of the event in which the name was last met: a second time is left to `JSON.parse`. */
  seen: number;
}

function branch(name: string): FieldTree {
  const { bytes, length } = encodeText(name);
  return { name, bytes: bytes.slice(0, length), column: -1, children: [], seen: -1 };
}

/**
 * The tree of the paths that lie inside `data`.
 * @param columns the index of each path's column
 */
export function fieldTree(columns: ReadonlyMap<string, number>): FieldTree {
  const root = branch('data');
  for (const [path, column] of columns) {
    if (path.startsWith('$')) continue;
    let node = root;
    for (const name of path.split('.')) {
      let child = node.children.find((each) => each.name === name);
      if (!child) {
        child = branch(name);
        node.children.push(child);
      }
      node = child;
    }
    node.column = column;
  }
  return root;
}

const nameRoom = (tree: FieldTree) => Math.ceil((tree.bytes.length + layout.NAME_SLACK) / 8) * 8;

/** Bytes that `writeFields` needs for a tree. */
export function bytesOfFields({ children }: FieldTree): number {
  if (children.length === 0) return 8;
  return children.reduce(
    (sum, child) =>
      sum + layout.FIELD_BYTES + nameRoom(child) + (child.children.length > 0 ? bytesOfFields(child) : 0),
    8,
  );
}

/** Writes a tree as the levels of fields that row-layout.ts describes; its address, or 0 where there is no room. */
export function writeFields(tree: FieldTree, memory: RowMemory): number {
  const at = memory.allocate(bytesOfFields(tree));
  return at === 0 ? 0 : writeLevel(tree, memory.bytes, at).level;
}

function writeLevel(
  { children }: FieldTree,
  bytes: Uint8Array,
  level: number,
): { level: number; next: number } {
  const words = new DataView(bytes.buffer);
  words.setInt32(level, children.length, true);
  let next = level + 8 + children.length * layout.FIELD_BYTES;
  for (const [i, child] of children.entries()) {
    const field = level + 8 + i * layout.FIELD_BYTES;
    bytes.set(child.bytes.subarray(0, 8), field + layout.FIELD_WORD);
    bytes.set(child.bytes, next);
    words.setInt32(field + layout.FIELD_LENGTH, child.bytes.length, true);
    words.setInt32(field + layout.FIELD_NAME, next, true);
    words.setInt32(field + layout.FIELD_COLUMN, child.column, true);
    words.setInt32(field + layout.FIELD_SEEN, -1, true);
    next += nameRoom(child);
    if (child.children.length === 0) continue;
    words.setInt32(field + layout.FIELD_BELOW, next, true);
    next = writeLevel(child, bytes, next).next;
  }
  return { level, next };
}
