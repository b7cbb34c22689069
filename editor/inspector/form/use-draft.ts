/** What a person is typing: kept as he types it, whatever the document makes of it. */
import { useState } from 'react';

export interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Forgets what was typed and shows the document's value again. */
  readonly reset: () => void;
}

/** Says that nothing was written, because the text says nothing yet (a half-typed number). */
export const KEPT = Symbol('kept');

/**
 * Text that follows `value` until somebody types, and then stays as typed until `value` becomes something that did
 * not come from here (undo, another node). `write` gets each text and gives back what it wrote to the document, or
 * `KEPT`.
 */
export function useDraft(shown: string, value: unknown, write: (text: string) => unknown): Draft {
  const [draft, setDraft] = useState<{ text: string; written: unknown } | null>(null);
  // The document has moved on without us: what was typed is no longer about it.
  const stale = draft !== null && !Object.is(value, draft.written);
  if (stale) setDraft(null);
  return {
    text: draft === null || stale ? shown : draft.text,
    setText: (text) => {
      const result = write(text);
      setDraft({ text, written: result === KEPT ? value : result });
    },
    reset: () => setDraft(null),
  };
}
