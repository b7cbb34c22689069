/** Which of the things that a command opens is open, and whether a drag over an empty place selects. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export type Tool = 'palette' | 'find' | 'keys' | 'history' | 'newFlow' | 'import';

interface Tools {
  readonly open: Tool | null;
  /** Without it a drag moves the view. For those who have no Shift key at hand. */
  readonly lasso: boolean;
  /** Keys without Ctrl or Alt. Those who speak to their machine, or whose hands shake, may do without them. */
  readonly plain: boolean;
}

const PLAIN_REMEMBERED_AS = 'naru.keys.plain';

function rememberedPlain(): boolean {
  try {
    return localStorage.getItem(PLAIN_REMEMBERED_AS) !== 'off';
  } catch {
    // No storage (a private window): as it is at first.
    return true;
  }
}

const tools = createStore<Tools>(() => ({ open: null, lasso: false, plain: rememberedPlain() }));

export function openTool(open: Tool): void {
  tools.setState({ open });
}

/** Closes this one; another one that was opened meanwhile stays. */
export function closeTool(tool: Tool): void {
  if (tools.getState().open === tool) tools.setState({ open: null });
}

export function useTool(tool: Tool): boolean {
  return useStore(tools, (state) => state.open === tool);
}

export function toggleLasso(): void {
  tools.setState(({ lasso }) => ({ lasso: !lasso }));
}

export function useLasso(): boolean {
  return useStore(tools, (state) => state.lasso);
}

export function plainKeys(): boolean {
  return tools.getState().plain;
}

export function usePlainKeys(): boolean {
  return useStore(tools, (state) => state.plain);
}

export function setPlainKeys(plain: boolean): void {
  tools.setState({ plain });
  try {
    localStorage.setItem(PLAIN_REMEMBERED_AS, plain ? 'on' : 'off');
  } catch {
    // No storage: until the page is closed.
  }
}
