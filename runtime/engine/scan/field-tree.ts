/** The field paths that a scan reads, as a tree of names: what `data` may hold on the way to a wanted column. */
import type { Column } from '../kernel/rows.ts';
import { encodeText } from '../kernel/wtf8.ts';

export interface FieldTree {
  readonly name: string;
  readonly bytes: Uint8Array;
  column: Column | undefined;
  readonly children: FieldTree[];
  /** Stamp of the event in which the name was last met: a second time is left to `JSON.parse`. */
  seen: number;
}

function branch(name: string): FieldTree {
  const { bytes, length } = encodeText(name);
  return { name, bytes: bytes.slice(0, length), column: undefined, children: [], seen: -1 };
}

/** The tree of all columns whose path lies inside `data`. */
export function fieldTree(columns: readonly Column[]): FieldTree {
  const root = branch('data');
  for (const column of columns) {
    if (column.path.startsWith('$')) continue;
    let node = root;
    for (const name of column.path.split('.')) {
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
