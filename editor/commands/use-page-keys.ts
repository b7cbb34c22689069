/** Listens on every page: to the keys of its commands, of what it offers, and of the two lists of all of them. */
import { getHotkeyHandler } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { isTyping } from './is-typing.ts';
import { meantKey } from './meant-key.ts';
import { offered } from './offered-actions.ts';
import { OFFERED_KEYS, PAGE_COMMANDS, type PageContext } from './page-commands.ts';
import { openTool, plainKeys } from './tools.ts';

/** For so long, in ms, the second letter is waited for. */
const WAITS = 1500;

export function usePageKeys(context: PageContext): void {
  const latest = useRef(context);
  latest.current = context;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let began = Number.NEGATIVE_INFINITY;

    const second = (event: KeyboardEvent) => {
      const waits = event.timeStamp - began < WAITS;
      if (!waits || isModifier(event.key)) return;
      began = Number.NEGATIVE_INFINITY;
      if (!isPlain(event) || isElsewhere(event)) return;
      const command = PAGE_COMMANDS.find(({ keys }) => keys[1] === meantKey(event));
      if (!command) return;
      event.preventDefault();
      // The same letter may mean something on the canvas
      event.stopImmediatePropagation();
      command.run(latest.current);
    };
    const first = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isElsewhere(event)) return;
      if (isPlain(event) && plainKeys() && meantKey(event) === 'G' && !event.repeat) began = event.timeStamp;
    };
    addEventListener('keydown', second, { signal, capture: true });
    addEventListener('keydown', first, { signal });
    addEventListener('keydown', listenToChords, { signal });
    return () => controller.abort();
  }, []);
}

/** In a dialog, in a field, in the middle of a syllable. */
function isElsewhere(event: KeyboardEvent): boolean {
  return event.isComposing || isTyping(event.target) || isDialogOpen();
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][data-modal-content]') !== null;
}

const isModifier = (key: string) => ['Shift', 'Control', 'Alt', 'Meta'].includes(key);
const isPlain = (event: KeyboardEvent) =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;

function listenToChords(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isDialogOpen()) return;
  const physical = !/^[\x20-\x7e]+$/.test(event.key);
  const options = { usePhysicalKeys: physical };
  getHotkeyHandler([['mod+K', () => openTool('palette'), options]])(event);
  if (event.defaultPrevented || isTyping(event.target)) return;
  if (plainKeys() && event.key === '?') {
    event.preventDefault();
    openTool('keys');
    return;
  }
  for (const { keys, offers } of OFFERED_KEYS) {
    if (keys.startsWith('shift+') && !plainKeys()) continue;
    const run = offered(offers);
    if (run) getHotkeyHandler([[keys, () => run(), options]])(event);
    if (event.defaultPrevented) return;
  }
}
