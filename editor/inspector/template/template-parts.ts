/**
 * editor/inspector/template: what helps a person to write a text with places for fields: the fields as buttons, how each
 * is shown in words, and the text as it would be sent.
 *
 * This file: a template taken apart into what is written, and the places in it.
 */

export interface TemplatePlace {
  readonly kind: 'place';
  readonly from: number;
  readonly to: number;
  /** The field's path; absent where something else stands there. */
  readonly path?: string;
  /** What is done with it, as it is written behind the first `|`; '' for nothing. */
  readonly filters: string;
}

export type TemplatePart =
  | { readonly kind: 'text' | 'tag'; readonly from: number; readonly to: number }
  | TemplatePlace;

/** Walked from mark to mark, so that a hostile text is no more work than a long one. */
export function partsOf(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  const text = (to: number) => {
    if (to > at) parts.push({ kind: 'text', from: at, to });
  };
  for (let open = nextMark(template, 0); open >= 0; open = nextMark(template, at)) {
    const isPlace = template[open + 1] === '{';
    const close = template.indexOf(isPlace ? '}}' : '%}', open + 2);
    if (close < 0) break;
    text(open);
    at = close + 2;
    if (isPlace)
      parts.push({ kind: 'place', from: open, to: at, ...readPlace(template.slice(open + 2, close)) });
    else parts.push({ kind: 'tag', from: open, to: at });
  }
  text(template.length);
  return parts;
}

function nextMark(template: string, from: number): number {
  for (let at = template.indexOf('{', from); at >= 0; at = template.indexOf('{', at + 1))
    if (template[at + 1] === '{' || template[at + 1] === '%') return at;
  return -1;
}

const FIRST = /^\s*(?:\["([^"\]]+)"\]|([$\p{L}_][\p{L}\p{M}\p{N}_-]*))/u;
const NEXT = /^(?:\["([^"\]]+)"\]|\.([$\p{L}_][\p{L}\p{M}\p{N}_-]*))/u;

function readPlace(inside: string): { path?: string; filters: string } {
  const trimmed = inside.replace(/^-|-$/g, '');
  let rest = trimmed;
  const steps: string[] = [];
  for (let found = FIRST.exec(rest); found; found = NEXT.exec(rest)) {
    steps.push(found[1] ?? found[2]);
    rest = rest.slice(found[0].length);
  }
  const behind = /^\s*(?:\|([\s\S]*))?$/.exec(rest);
  if (steps.length === 0 || !behind) return { filters: '' };
  return { path: steps.join('.'), filters: (behind[1] ?? '').trim() };
}

/** The place that the caret stands in or at the end of. */
export function placeAtCaret(template: string, caret: number): TemplatePlace | undefined {
  return partsOf(template).find(
    (part): part is TemplatePlace => part.kind === 'place' && part.from < caret && caret <= part.to,
  );
}

/** A `{{` before the caret that nothing closes yet: where it begins, and what of a path is written behind it. */
export function openPlace(template: string, caret: number): { from: number; typed: string } | undefined {
  const from = template.lastIndexOf('{{', caret - 1);
  if (from < 0 || from + 2 > caret) return undefined;
  const typed = template.slice(from + 2, caret);
  return /^\s*[^\s{}|"'%]{0,100}$/u.test(typed) ? { from, typed: typed.trim() } : undefined;
}
