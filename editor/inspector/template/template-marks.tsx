/** Behind the letters of a template: the same text, unseen, of which the places are coloured. */
import { type RefObject, useEffect, useRef } from 'react';
import classes from './template-assist.module.css';
import { partsOf } from './template-parts.ts';

export interface TemplateMarksProps {
  readonly template: string;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

export default function TemplateMarks({ template, area }: TemplateMarksProps) {
  const shown = useRef<HTMLDivElement>(null);

  // Not a layout effect: the marks stand before the textarea, whose ref is not set yet then.
  useEffect(() => {
    const [text, behind] = [area.current, shown.current];
    if (!text || !behind) return;
    const follow = () => {
      behind.style.width = `${text.clientWidth}px`;
      behind.style.transform = `translateY(${-text.scrollTop}px)`;
    };
    follow();
    text.addEventListener('scroll', follow);
    const sized = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(follow);
    sized?.observe(text);
    return () => {
      text.removeEventListener('scroll', follow);
      sized?.disconnect();
    };
  }, [area]);

  return (
    <div ref={shown} className={classes.marks} aria-hidden>
      {partsOf(template).map((part) => {
        const text = template.slice(part.from, part.to);
        return part.kind === 'text' ? (
          text
        ) : (
          <mark key={part.from} data-kind={part.kind}>
            {text}
          </mark>
        );
      })}
      {/* A line break at the end makes a line of its own in a textarea. */}
      {'\u200B'}
    </div>
  );
}
