/** How the reader's keyboard names the keys of a command. */

const isMac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** @example keyName('mod+shift+Z') // 'Ctrl+Shift+Z', on a Mac '⌘⇧Z' */
export function keyName(key: string, mac = isMac): string {
  if (!mac) return key.replace('mod', 'Ctrl').replace('shift', 'Shift');
  return key.replace('mod', '⌘').replace('shift', '⇧').replaceAll('+', '');
}
