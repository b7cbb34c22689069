/**
 * editor/commands: everything that a person can do on the canvas, by name. Keys, buttons and their tooltips read this
 * one table.
 */
import { canConnect } from '../../flows/format/connect.ts';
import { inputsOf, outputsOf } from '../../flows/format/graph.ts';
import type { Text } from '../../nodes/kit/text.ts';
import type { DocumentStore } from '../document/document-store.ts';
import { isTyping } from './is-typing.ts';

export type CommandName =
  | 'undo'
  | 'redo'
  | 'connect'
  | 'duplicate'
  | 'remove'
  | 'selectAll'
  | 'deselect'
  | 'fitView'
  | 'tidy'
  | 'save';

/** What a command may use of the page. */
export interface CommandContext {
  readonly store: DocumentStore;
  readonly fitView: () => void;
  readonly tidy: () => void;
  readonly save: () => void;
  /** Says why something was not done. */
  readonly refused: (reason: Text) => void;
}

export interface Command {
  /** As Mantine writes them: `mod` is Ctrl, on a Mac ⌘. The first one is shown. */
  readonly keys: readonly string[];
  readonly enabled: (context: CommandContext) => boolean;
  readonly run: (context: CommandContext) => void;
}

const always = () => true;
const hasNodes = ({ store }: CommandContext) => (store.getState().flow?.nodes.length ?? 0) > 0;
const hasSelectedNodes = ({ store }: CommandContext) => store.getState().selection.nodes.length > 0;

function hasSelection({ store }: CommandContext): boolean {
  const { nodes, edges } = store.getState().selection;
  return nodes.length + edges.length > 0;
}

export const commands: Readonly<Record<CommandName, Command>> = {
  undo: {
    keys: ['mod+Z'],
    enabled: ({ store }) => store.getState().past.length > 0,
    run: ({ store }) => store.actions.undo(),
  },
  redo: {
    keys: ['mod+shift+Z', 'mod+Y'],
    enabled: ({ store }) => store.getState().future.length > 0,
    run: ({ store }) => store.actions.redo(),
  },
  connect: {
    keys: ['C'],
    enabled: ({ store }) => store.getState().selection.nodes.length === 2,
    run: connectSelected,
  },
  duplicate: {
    keys: ['mod+D'],
    enabled: hasSelectedNodes,
    run: ({ store }) => store.actions.duplicate(store.getState().selection.nodes),
  },
  remove: {
    keys: ['Delete', 'Backspace'],
    enabled: hasSelection,
    run: ({ store }) => {
      const { nodes, edges } = store.getState().selection;
      store.actions.remove(nodes, edges);
    },
  },
  selectAll: {
    keys: ['mod+A'],
    enabled: hasNodes,
    run: ({ store }) => store.actions.select((store.getState().flow?.nodes ?? []).map((node) => node.id)),
  },
  deselect: { keys: ['Escape'], enabled: hasSelection, run: ({ store }) => store.actions.select([]) },
  fitView: { keys: ['F'], enabled: hasNodes, run: ({ fitView }) => fitView() },
  tidy: { keys: ['shift+L'], enabled: hasNodes, run: ({ tidy }) => tidy() },
  save: { keys: ['mod+S'], enabled: always, run: ({ save }) => save() },
};

/** Wires the two selected nodes, the left one to the right one, by the first handles that may be wired. */
function connectSelected({ store, refused }: CommandContext): void {
  const { flow, selection } = store.getState();
  const nodes = flow?.nodes.filter((node) => selection.nodes.includes(node.id)) ?? [];
  if (!flow || nodes.length !== 2) return;
  const [from, to] = [...nodes].sort((a, b) => a.position.x - b.position.x);
  let reason: Text | undefined;
  for (const output of outputsOf(from))
    for (const input of inputsOf(to)) {
      const wire = { source: from.id, sourceHandle: output.id, target: to.id, targetHandle: input.id };
      const answer = canConnect(flow, wire);
      if (answer.ok) {
        store.actions.connect(wire);
        return;
      }
      reason ??= answer.reason;
    }
  refused(reason ?? NO_HANDLES);
}

const NO_HANDLES: Text = {
  ko: '두 노드 사이에는 이을 수 있는 연결점이 없습니다.',
  en: 'There are no handles by which these two could be wired.',
};

/**
 * Whether a key that was pressed here is meant for the canvas: not while somebody types, and not on a button of a
 * form, where Delete would take away the node whose form it is.
 */
export function isForCanvas(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true;
  if (isTyping(target)) return false;
  // What lies around the canvas is focused by a click on the canvas itself, which takes no focus.
  return (
    target.querySelector('[data-canvas]') !== null ||
    target.closest('[data-canvas], [data-canvas-tools]') !== null
  );
}
