/** Which of the things that a command opens is open, and whether a drag over an empty place selects. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export type Tool = 'palette' | 'find' | 'keys' | 'history';

interface Tools {
  readonly open: Tool | null;
  /** Without it a drag moves the view. For those who have no Shift key at hand. */
  readonly lasso: boolean;
}

const tools = createStore<Tools>(() => ({ open: null, lasso: false }));

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
