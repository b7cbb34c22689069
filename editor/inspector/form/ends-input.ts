/** Keys that end what is being typed: Enter, and saving, which must not leave behind what stands in an input. */
import type { KeyboardEvent } from 'react';

export function endsInput(event: KeyboardEvent): boolean {
  if (event.nativeEvent.isComposing) return false;
  return event.key === 'Enter' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's');
}
