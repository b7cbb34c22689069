/** The group whose name is being written. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const renaming = createStore<{ readonly group: string | undefined }>(() => ({ group: undefined }));

export function renameGroup(group: string): void {
  renaming.setState({ group });
}

export function stopRenaming(): void {
  renaming.setState({ group: undefined });
}

export function useRenaming(group: string): boolean {
  return useStore(renaming, (state) => state.group === group);
}
