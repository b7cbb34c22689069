/** What a node of Node-RED becomes: nodes of ours, where its wires begin and end at them, and why. */
import type { Row } from '../../../nodes/kit/lenient.ts';
import type { Text } from '../../../nodes/kit/text.ts';
import type { NodeKind } from '../../../nodes/register.ts';
import type { RedNode } from './red-node.ts';

/**
 * - `mapped`: it does here what it did there
 * - `changed`: it became something near to it; the reason says what differs
 * - `comment`: it has no counterpart, and stands on the canvas as a comment
 * - `joined`: it only led on, and the wire does that now
 * - `left`: it has nothing to do here
 */
export const FATES = ['mapped', 'changed', 'comment', 'joined', 'left'] as const;
export type Fate = (typeof FATES)[number];

export interface Part {
  /** Within the translation; the node's id in the flow is found later. */
  readonly key: string;
  readonly kind: NodeKind;
  readonly data: Row;
}

/** A handle of one of the parts. */
export interface End {
  readonly part: string;
  readonly handle: string;
}

export interface Translation {
  readonly fate: Fate;
  readonly why: Text;
  readonly parts: readonly Part[];
  readonly inner?: readonly { readonly from: End; readonly to: End }[];
  /** Where wires into the node end. */
  readonly entries: readonly End[];
  /** Where wires out of it begin, by output. */
  readonly exits: readonly (readonly End[])[];
  /** Events go past it: a wire into the node goes on to whatever its first output leads to. */
  readonly through?: boolean;
}

export type Translate = (node: RedNode) => Translation;

/** The ordinary case: one node of ours with one way in, and an output each for those of Node-RED. */
export function onePart(
  node: RedNode,
  kind: NodeKind,
  data: Row,
  outputs: readonly (readonly string[])[],
  fate: Fate,
  why: Text,
): Translation {
  return {
    fate,
    why,
    parts: [{ key: 'it', kind, data: labelled(node, data) }],
    entries: kind === 'event-source' ? [] : [{ part: 'it', handle: 'in' }],
    exits: outputs.map((handles) => handles.map((handle) => ({ part: 'it', handle }))),
  };
}

/** Settings with the name that the node had. */
export function labelled(node: RedNode, data: Row): Row {
  return node.name === '' ? data : { label: node.name, ...data };
}

/** A node that stays on the canvas as text. `past`: events go past it, as if it were not there. */
export function asComment(node: RedNode, why: Text, text = '', past = node.wires.length === 1): Translation {
  const head = node.name === '' ? node.type : `${node.name} (${node.type})`;
  const body = text === '' ? '' : `\n\n${text}`;
  return {
    fate: 'comment',
    why,
    parts: [
      {
        key: 'it',
        kind: 'comment',
        data: {
          text: { ko: `Node-RED: ${head}\n${why.ko}${body}`, en: `Node-RED: ${head}\n${why.en}${body}` },
        },
      },
    ],
    entries: [],
    exits: [],
    through: past,
  };
}

/** A node that only led on. */
export function asWire(why: Text): Translation {
  return { fate: 'joined', why, parts: [], entries: [], exits: [], through: true };
}

/** A node that is not taken over at all. */
export function leftOut(why: Text): Translation {
  return { fate: 'left', why, parts: [], entries: [], exits: [] };
}
