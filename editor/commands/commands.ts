/**
 * editor/commands: everything that a person can do on the canvas, by name. Keys, buttons and their tooltips read this
 * one table.
 */
import type { DocumentStore } from '../document/document-store.ts';

export type CommandName =
  | 'undo'
  | 'redo'
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

const EDITABLE = 'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="combobox"]';

/** Whether somebody types there. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(EDITABLE) !== null;
}

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
