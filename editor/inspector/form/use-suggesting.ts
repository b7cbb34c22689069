/**
 * Lets a list of suggestions follow what is typed into a textarea: the arrow keys choose, Enter and Tab take, Escape
 * closes. While it is open the textarea is a combobox for screen readers; else it stays the textarea that it is.
 */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export interface Suggesting<Item> {
  readonly items: readonly Item[];
  /** The one that Enter takes; -1: none, so that Enter stays what it is. */
  readonly active: number;
  readonly take: (index: number) => void;
}

interface Opened<Item> {
  readonly items: readonly Item[];
  readonly active: number;
}

export interface SuggestingOptions<Item> {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** @param asked somebody wants to see all, although nothing is typed yet */
  readonly find: (text: string, caret: number, asked: boolean) => Opened<Item> | undefined;
  readonly onTake: (item: Item) => void;
  /** The listbox; its options are `<id>-<index>`. */
  readonly listId: string;
}

export function useSuggesting<Item>(options: SuggestingOptions<Item>): Suggesting<Item> {
  const [opened, setOpened] = useState<Opened<Item>>();
  const newest = useRef({ options, opened });
  newest.current = { options, opened };
  const { area, listId } = options;
  const take = useCallback((index: number) => {
    const item = newest.current.opened?.items[index];
    setOpened(undefined);
    if (item !== undefined) newest.current.options.onTake(item);
  }, []);

  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const look = (asked: boolean) => {
      const { value, selectionStart, selectionEnd } = element;
      const found =
        selectionStart === selectionEnd
          ? newest.current.options.find(value, selectionStart, asked)
          : undefined;
      setOpened(found && found.items.length > 0 ? found : undefined);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const { opened: open } = newest.current;
      if (!open) {
        if ((event.key === ' ' && event.ctrlKey) || (event.key === 'ArrowDown' && event.altKey)) {
          event.preventDefault();
          look(true);
        }
        return;
      }
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const taking = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && open.active >= 0;
      if (step !== 0) {
        const { length } = open.items;
        const from = open.active < 0 && step < 0 ? 0 : open.active;
        setOpened({ ...open, active: (from + step + length) % length });
      } else if (taking) take(open.active);
      else if (event.key === 'Escape') setOpened(undefined);
      else {
        if (/^(Arrow|Home|End|Page)/.test(event.key)) setOpened(undefined);
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    };
    const onInput = () => look(false);
    const close = () => setOpened(undefined);
    element.addEventListener('keydown', onKey);
    element.addEventListener('input', onInput);
    element.addEventListener('blur', close);
    element.addEventListener('pointerdown', close);
    return () => {
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('input', onInput);
      element.removeEventListener('blur', close);
      element.removeEventListener('pointerdown', close);
    };
  }, [area, take]);

  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const described: Record<string, string | undefined> = opened
      ? {
          role: 'combobox',
          'aria-expanded': 'true',
          'aria-haspopup': 'listbox',
          'aria-controls': listId,
          'aria-activedescendant': opened.active < 0 ? undefined : `${listId}-${opened.active}`,
        }
      : {};
    for (const name of ['role', 'aria-expanded', 'aria-haspopup', 'aria-controls', 'aria-activedescendant']) {
      const value = described[name];
      if (value === undefined) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
    element.setAttribute('aria-autocomplete', 'list');
  }, [area, listId, opened]);

  return { items: opened?.items ?? [], active: opened?.active ?? -1, take };
}
