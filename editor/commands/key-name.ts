/** How the reader's keyboard names the keys of a command. */

const isMac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** @example keyName('mod+shift+Z') // 'Ctrl+Shift+Z', on a Mac '⌘⇧Z' */
export function keyName(key: string, mac = isMac): string {
  // With Shift it is that letter already.
  if (key === 'shift+?') return '?';
  if (!mac) return key.replace('mod', 'Ctrl').replace('alt', 'Alt').replace('shift', 'Shift');
  return key.replace('mod', '⌘').replace('alt', '⌥').replace('shift', '⇧').replaceAll('+', '');
}
