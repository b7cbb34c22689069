/** The name under which somebody deploys, for the history. There are no accounts: it is what he calls himself. */
import { useLocalStorage } from '@mantine/hooks';

const KEY = 'naru.person';
export const LONGEST_NAME = 80;

/** The name that this browser remembers; undefined where there is none. */
export function rememberedName(): string | undefined {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? '""') as string).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The same as state, and how to change it. */
export function usePersonName() {
  return useLocalStorage<string>({ key: KEY, defaultValue: '', getInitialValueInEffect: false });
}
