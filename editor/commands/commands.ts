/**
 * editor/commands: everything that a person can do on the canvas, by name. Keys, buttons and their tooltips read this
 * one table.
 */
import { canConnect } from '../../flows/format/connect.ts';
import { downstreamOf, inputsOf, outputsOf, upstreamOf } from '../../flows/format/graph.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { type Alignment, type Axis, align, type Box, distribute } from '../document/arrange.ts';
import type { DocumentStore } from '../document/document-store.ts';
import { groupNodes, groupOfAny, ungroupNodes, wholeGroups } from '../document/grouping.ts';
import { type Connection, moveNodes, type Point } from '../document/operations.ts';
import { possibleWires } from '../document/weave.ts';
import type { Tool } from './tools.ts';

/** The parts of the key sheet, in its order. */
export const COMMAND_GROUPS = ['drawing', 'selecting', 'steps', 'seeing'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** What differs between the draft and another version, on the canvas (editor/compare). */
export interface Comparer {
  readonly isOn: () => boolean;
  readonly start: () => void;
  readonly leave: () => void;
  readonly step: (by: 1 | -1) => void;
}

/** What a command may use of the page. */
export interface CommandContext {
  readonly store: DocumentStore;
  readonly fitView: () => void;
  readonly zoom: (direction: 'in' | 'out') => void;
  readonly tidy: () => void;
  readonly save: () => void;
  /** Where cards are, and how large. */
  readonly boxes: (nodeIds: readonly string[]) => readonly Box[];
  /** Asks which kind comes after the selected node, or anywhere where none is selected; `at`: there on the screen. */
  readonly askNext: (at?: Point) => void;
  /** Adds a node of a kind after the selected one, or where there is room. */
  readonly add: (kind: string) => void;
  /** Asks which of several wires is meant. */
  readonly askWire: (wires: readonly Connection[]) => void;
  readonly open: (tool: Tool) => void;
  readonly toggleLasso: () => void;
  readonly compare: Comparer;
  /** Opens the name of a group. */
  readonly renameGroup: (group: string) => void;
  /** Gives the keyboard to the form of the selected node. */
  readonly toForm: (field?: string) => void;
  /** Gives the keyboard to the canvas. */
  readonly toCanvas: () => void;
  /** The system's clipboard, as far as the browser lets a menu use it. */
  readonly copy: () => void;
  readonly cut: () => void;
  /** @param at where on the screen */
  readonly paste: (at?: Point) => void;
  /** Says why something was not done. */
  readonly refused: (reason: Text) => void;
}

export interface Command {
  /** As Mantine writes them: `mod` is Ctrl, on a Mac ⌘. The first one is shown. */
  readonly keys: readonly string[];
  readonly group: CommandGroup;
  /** Its keys are meant wherever the reader is, also while he types. */
  readonly anywhere?: true;
  /** Its keys are the browser's own: they come as events of the clipboard (clipboard.ts), and nobody listens to them. */
  readonly byBrowser?: true;
  readonly enabled: (context: CommandContext) => boolean;
  /** @param at where on the screen it was asked for, where that was by a pointer at an empty place */
  readonly run: (context: CommandContext, at?: Point) => void;
}

const always = () => true;
const hasNodes = ({ store }: CommandContext) => (store.getState().flow?.nodes.length ?? 0) > 0;
const selectedNodes = ({ store }: CommandContext) => store.getState().selection.nodes;
const isComparing = ({ compare }: CommandContext) => compare.isOn();
const hasSelectedNodes = (context: CommandContext) => selectedNodes(context).length > 0;

function hasSelection({ store }: CommandContext): boolean {
  const { nodes, edges } = store.getState().selection;
  return nodes.length + edges.length > 0;
}

/** The group of which exactly the nodes are selected. */
function selectedGroup(context: CommandContext): string | undefined {
  const { flow, selection } = context.store.getState();
  const groups = flow ? wholeGroups(flow, selection.nodes) : [];
  const [group] = groups;
  return groups.length === 1 && group?.nodes.length === selection.nodes.length ? group.id : undefined;
}

const table = {
  addNext: { keys: ['A'], group: 'drawing', enabled: always, run: ({ askNext }, at) => askNext(at) },
  connect: {
    keys: ['C'],
    group: 'drawing',
    enabled: (context) => selectedNodes(context).length === 2,
    run: connectSelected,
  },
  editSettings: {
    keys: ['E'],
    group: 'drawing',
    enabled: (context) => selectedNodes(context).length === 1,
    run: ({ toForm }) => toForm(),
  },
  toCanvas: {
    keys: ['F6'],
    group: 'drawing',
    anywhere: true,
    enabled: always,
    run: ({ toCanvas }) => toCanvas(),
  },
  cut: byBrowser('mod+X', hasSelectedNodes, ({ cut }) => cut()),
  copy: byBrowser('mod+C', hasSelectedNodes, ({ copy }) => copy()),
  paste: byBrowser('mod+V', always, ({ paste }, at) => paste(at)),
  duplicate: {
    keys: ['mod+D'],
    group: 'drawing',
    enabled: hasSelectedNodes,
    run: (context) => context.store.actions.duplicate(selectedNodes(context)),
  },
  group: {
    keys: ['mod+G'],
    group: 'drawing',
    enabled: hasSelectedNodes,
    run: (context) => {
      let made = '';
      context.store.actions.apply((flow) => {
        const grouped = groupNodes(flow, selectedNodes(context));
        made = grouped.id;
        return { flow: grouped.flow };
      });
      if (made) context.renameGroup(made);
    },
  },
  ungroup: {
    keys: ['mod+shift+G'],
    group: 'drawing',
    enabled: ({ store }) => {
      const { flow, selection } = store.getState();
      return flow?.groups !== undefined && groupOfAny(flow, selection.nodes);
    },
    run: (context) =>
      context.store.actions.apply((flow) => ({ flow: ungroupNodes(flow, selectedNodes(context)) })),
  },
  rename: {
    keys: ['F2'],
    group: 'drawing',
    enabled: (context) => selectedNodes(context).length === 1 || selectedGroup(context) !== undefined,
    run: (context) => {
      const group = selectedGroup(context);
      if (group) context.renameGroup(group);
      else context.toForm('label');
    },
  },
  remove: {
    keys: ['Delete', 'Backspace'],
    group: 'drawing',
    enabled: hasSelection,
    run: ({ store }) => {
      const { nodes, edges } = store.getState().selection;
      store.actions.remove(nodes, edges);
    },
  },
  tidy: { keys: ['shift+L'], group: 'drawing', enabled: hasNodes, run: ({ tidy }) => tidy() },
  save: { keys: ['mod+S'], group: 'steps', anywhere: true, enabled: always, run: ({ save }) => save() },
  selectAll: {
    keys: ['mod+A'],
    group: 'selecting',
    enabled: hasNodes,
    run: ({ store }) => store.actions.select((store.getState().flow?.nodes ?? []).map((node) => node.id)),
  },
  selectUpstream: along('[', upstreamOf),
  selectDownstream: along(']', downstreamOf),
  deselect: {
    keys: ['Escape'],
    group: 'selecting',
    // While versions are compared, the key ends that first.
    enabled: (context) => hasSelection(context) || isComparing(context),
    run: ({ store, compare }) => (compare.isOn() ? compare.leave() : store.actions.select([])),
  },
  lasso: { keys: ['S'], group: 'selecting', enabled: always, run: ({ toggleLasso }) => toggleLasso() },
  alignLeft: aligning('alt+A', 'left'),
  alignCentre: aligning('alt+H', 'centre'),
  alignRight: aligning('alt+D', 'right'),
  alignTop: aligning('alt+W', 'top'),
  alignMiddle: aligning('alt+V', 'middle'),
  alignBottom: aligning('alt+S', 'bottom'),
  distributeAcross: distributing('alt+shift+H', 'x'),
  distributeDown: distributing('alt+shift+V', 'y'),
  undo: {
    keys: ['mod+Z'],
    group: 'steps',
    enabled: ({ store }) => store.getState().past.length > 0,
    run: ({ store }) => store.actions.undo(),
  },
  redo: {
    keys: ['mod+shift+Z', 'mod+Y'],
    group: 'steps',
    enabled: ({ store }) => store.getState().future.length > 0,
    run: ({ store }) => store.actions.redo(),
  },
  history: opening('shift+H', 'history', 'steps'),
  compare: {
    keys: ['shift+D'],
    group: 'seeing',
    enabled: ({ store }) => store.getState().deployed !== null,
    run: ({ compare }) => (compare.isOn() ? compare.leave() : compare.start()),
  },
  nextChange: { keys: ['N'], group: 'seeing', enabled: isComparing, run: ({ compare }) => compare.step(1) },
  previousChange: {
    keys: ['shift+N'],
    group: 'seeing',
    enabled: isComparing,
    run: ({ compare }) => compare.step(-1),
  },
  fitView: { keys: ['F'], group: 'seeing', enabled: hasNodes, run: ({ fitView }) => fitView() },
  zoomIn: { keys: ['='], group: 'seeing', enabled: hasNodes, run: ({ zoom }) => zoom('in') },
  zoomOut: { keys: ['-'], group: 'seeing', enabled: hasNodes, run: ({ zoom }) => zoom('out') },
  find: { ...opening('mod+F', 'find', 'seeing'), anywhere: true },
  palette: { ...opening('mod+K', 'palette', 'seeing'), anywhere: true },
  keys: opening('shift+?', 'keys', 'seeing'),
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof table;
export const commands: Readonly<Record<CommandName, Command>> = table;
export const COMMAND_NAMES = Object.keys(table) as readonly CommandName[];

function opening(key: string, tool: Tool, group: CommandGroup): Command {
  return { keys: [key], group, enabled: always, run: ({ open }) => open(tool) };
}

function byBrowser(key: string, enabled: Command['enabled'], run: Command['run']): Command {
  return { keys: [key], group: 'drawing', byBrowser: true, enabled, run };
}

/** Adds what lies along the way of the events to the selection. */
function along(key: string, reach: typeof upstreamOf): Command {
  return {
    keys: [key],
    group: 'selecting',
    enabled: hasSelectedNodes,
    run: (context) => {
      const { flow } = context.store.getState();
      if (!flow) return;
      const start = selectedNodes(context);
      context.store.actions.select([...new Set([...start, ...start.flatMap((id) => [...reach(flow, id)])])]);
    },
  };
}

function aligning(key: string, how: Alignment): Command {
  return arranging(key, 2, (boxes) => align(boxes, how));
}

function distributing(key: string, axis: Axis): Command {
  return arranging(key, 3, (boxes) => distribute(boxes, axis));
}

/** @param least how many nodes it takes */
function arranging(
  key: string,
  least: number,
  arrange: (boxes: readonly Box[]) => Record<string, Point>,
): Command {
  return {
    keys: [key],
    group: 'selecting',
    enabled: (context) => selectedNodes(context).length >= least,
    run: (context) => {
      const places = arrange(context.boxes(selectedNodes(context)));
      context.store.actions.apply((flow) => ({ flow: moveNodes(flow, places) }));
    },
  };
}

/** Wires the two selected nodes, the left one to the right one; where that can be done in several ways, it asks. */
function connectSelected({ store, refused, askWire }: CommandContext): void {
  const { flow, selection } = store.getState();
  const nodes = flow?.nodes.filter((node) => selection.nodes.includes(node.id)) ?? [];
  if (!flow || nodes.length !== 2) return;
  const [from, to] = [...nodes].sort((a, b) => a.position.x - b.position.x);
  const wires = possibleWires(flow, from, to);
  if (wires.length > 1) askWire(wires);
  else if (wires.length === 1) store.actions.connect(wires[0]);
  else {
    const [sourceHandle, targetHandle] = [outputsOf(from).at(0)?.id, inputsOf(to).at(0)?.id];
    const answer = canConnect(flow, {
      source: from.id,
      target: to.id,
      ...(sourceHandle ? { sourceHandle } : {}),
      ...(targetHandle ? { targetHandle } : {}),
    });
    refused(answer.ok || !sourceHandle || !targetHandle ? NO_HANDLES : answer.reason);
  }
}

const NO_HANDLES: Text = {
  ko: '두 노드 사이에는 이을 수 있는 연결점이 없습니다.',
  en: 'There are no handles by which these two could be wired.',
};
