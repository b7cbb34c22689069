/** Putting something into a text where the caret stands, with the caret behind it afterwards. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface TextInsert {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** @param caret where the caret stands afterwards, inside `text`; default: behind it */
  readonly replace: (from: number, to: number, text: string, caret?: number) => void;
  /** In the place of what is selected, or at the caret. */
  readonly insert: (text: string) => void;
}

export function useTextInsert(value: string, onChange: (text: string) => void): TextInsert {
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);

  useLayoutEffect(() => {
    if (caret === null) return;
    area.current?.focus();
    area.current?.setSelectionRange(caret, caret);
    setCaret(null);
  }, [caret]);

  function replace(from: number, to: number, text: string, inside = text.length) {
    onChange(value.slice(0, from) + text + value.slice(to));
    setCaret(from + inside);
  }

  return {
    area,
    replace,
    insert(text) {
      const { selectionStart: from, selectionEnd: to } = area.current ?? {
        selectionStart: value.length,
        selectionEnd: value.length,
      };
      replace(from, to, text);
    },
  };
}
