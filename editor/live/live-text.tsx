/**
 * A number that changes ten times a second, in words. React draws the element once; after that its text alone is
 * written, and only when it is another one: a tick costs as much as it changes, and draws no component.
 */
import { memo, useLayoutEffect, useRef } from 'react';
import { frames } from './frame-queue.ts';

/** What an element says. Nothing to say is an empty text, which its style hides by `:empty`. */
export interface Said {
  readonly text: string;
  /** Its `data-tone`. */
  readonly tone?: string | undefined;
  readonly title?: string | undefined;
}

interface LiveTextProps {
  readonly className?: string | undefined;
  /** Listens for changes; gives what ends that. Another function begins anew. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The number now; undefined where it is not known. */
  readonly read: () => number | undefined;
  /** The number in words. Another function says it anew. */
  readonly say: (value: number | undefined) => Said;
}

const NOTHING: Said = { text: '' };

export const LiveText = memo(function LiveText({ className, subscribe, read, say }: LiveTextProps) {
  const element = useRef<HTMLSpanElement>(null);
  /** What stands there: React does not know, and another function must not lose it. */
  const shown = useRef(NOTHING);

  useLayoutEffect(() => {
    let last: number | undefined;
    const show = () => {
      last = read();
      const next = say(last);
      if (element.current) change(element.current, shown.current, next);
      shown.current = next;
    };
    const showIfNew = () => {
      if (!Object.is(read(), last)) show();
    };
    show();
    const end = subscribe(() => frames.add(showIfNew));
    return () => {
      end();
      frames.drop(showIfNew);
    };
  }, [subscribe, read, say]);

  return <span ref={element} className={className} />;
});

function change(element: HTMLElement, before: Said, next: Said): void {
  if (next.text !== before.text) {
    const node = element.firstChild;
    // Where both are something, the text node stays: only its letters are others.
    if (node && next.text !== '') node.nodeValue = next.text;
    else element.textContent = next.text;
  }
  if (next.tone !== before.tone) setOrRemove(element, 'data-tone', next.tone);
  if (next.title !== before.title) setOrRemove(element, 'title', next.title);
}

function setOrRemove(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
