/**
 * Copy, cut and paste of nodes by the system's clipboard, so that they go from one window to another as well: by the
 * browser's own events of the clipboard, which its keys bring, and from menus, as far as the browser lets them.
 */
import { useEffect, useMemo, useRef } from 'react';
import { readFlowText } from '../deploy/flow-json.ts';
import type { DocumentStore } from '../document/document-store.ts';
import { type Fragment, fragmentOf, type Point } from '../document/operations.ts';
import { fragmentText, readFragment } from './fragment-text.ts';
import { isForCanvas } from './is-for-canvas.ts';

/** What the clipboard needs of the page. */
export interface ClipboardPage {
  /** What was pasted is neither nodes nor a flow, which the page would open. */
  readonly refuse: () => void;
  /** The browser keeps the clipboard from menus: these keys do the same. */
  readonly barred: (keys: string) => void;
  /** How far nodes that are pasted for the `times`th time are moved; `at`: where on the screen they are asked for. */
  readonly offset: (fragment: Fragment, times: number, at?: Point) => Point;
}

/** For menus, which the browser tells of no event. */
export interface MenuClipboard {
  copy(): Promise<void>;
  cut(): Promise<void>;
  paste(at?: Point): Promise<void>;
}

export function useClipboard(store: DocumentStore, page: ClipboardPage): MenuClipboard {
  const latest = useRef(page);
  latest.current = page;
  const clipboard = useMemo(() => createClipboard(store, () => latest.current), [store]);
  useEffect(() => {
    const controller = new AbortController();
    clipboard.listen(controller.signal);
    return () => controller.abort();
  }, [clipboard]);
  return clipboard;
}

export function createClipboard(store: DocumentStore, page: () => ClipboardPage) {
  let pasted = { text: '', times: 0 };
  /** Where a menu was opened, while what is pasted by it comes in. */
  let asked: Point | undefined;

  function chosen() {
    const { flow, selection } = store.getState();
    if (!flow || selection.nodes.length === 0) return undefined;
    return { flow: flow.id, nodes: selection.nodes, text: fragmentText(fragmentOf(flow, selection.nodes)) };
  }

  function take(event: ClipboardEvent, cut: boolean): void {
    const taken = chosen();
    if (!taken || !isForCanvas(event.target)) return;
    // Somebody who has marked text wants the text.
    if (getSelection()?.toString()) return;
    event.clipboardData?.setData('text/plain', taken.text);
    event.preventDefault();
    pasted = { text: '', times: 0 };
    if (cut) store.actions.remove(taken.nodes);
  }

  async function takeByMenu(cut: boolean): Promise<void> {
    const taken = chosen();
    if (!taken) return;
    try {
      await navigator.clipboard.writeText(taken.text);
    } catch {
      page().barred(cut ? 'mod+X' : 'mod+C');
      return;
    }
    pasted = { text: '', times: 0 };
    // Another flow may have been opened meanwhile, with nodes of the same names.
    if (cut && store.getState().flow?.id === taken.flow) store.actions.remove(taken.nodes);
  }

  function paste(event: ClipboardEvent): void {
    if (!isForCanvas(event.target)) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const fragment = readFragment(text);
    if (!fragment) {
      if (text.trim() !== '' && !readFlowText(text).flow) page().refuse();
      return;
    }
    event.preventDefault();
    // Pasted again, it goes further on, so that the copies do not lie on each other.
    const times = text === pasted.text ? pasted.times + 1 : 1;
    if (!asked) pasted = { text, times };
    store.actions.insertFragment(fragment, page().offset(fragment, times, asked));
  }

  async function pasteByMenu(at?: Point): Promise<void> {
    let text: string;
    try {
      text = await navigator.clipboard.readText();
    } catch {
      page().barred('mod+V');
      return;
    }
    // An image, or nothing at all
    if (text.trim() === '') {
      page().refuse();
      return;
    }
    asked = at;
    document.body.dispatchEvent(pasteEvent(text));
    asked = undefined;
  }

  return {
    listen(signal: AbortSignal) {
      document.addEventListener('copy', (event) => take(event, false), { signal });
      document.addEventListener('cut', (event) => take(event, true), { signal });
      document.addEventListener('paste', paste, { signal });
    },
    copy: () => takeByMenu(false),
    cut: () => takeByMenu(true),
    paste: pasteByMenu,
  };
}

/**
 * As the browser would tell of it: whoever listens takes what a menu pastes as he takes what a key does, flows that
 * are opened and exports that are reported on included. Not every browser makes one that carries a text.
 */
function pasteEvent(text: string): Event {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  return Object.assign(event, { clipboardData: { getData: () => text } });
}
