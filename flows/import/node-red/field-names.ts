/** Where a message property of Node-RED is found in an event, and texts with such properties in them. */
import { textOf } from '../../../nodes/kit/lenient.ts';

/**
 * The field for a property of `msg`: what is in `payload` is what an event carries as its data. A place in a list, or
 * one that another message names, is no field.
 *
 * @example fieldOf('payload.store["city"]') // 'store.city'
 */
export function fieldOf(property: unknown): string | undefined {
  const plain = textOf(property)
    .trim()
    .slice(0, 500)
    .replace(/^msg\./, '')
    .replace(/\[\s*(["'])([^"'[\].]+)\1\s*\]/g, '.$2');
  if (plain === '_msgid') return '$id';
  const steps = plain.split('.');
  if (!steps.every((step) => /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(step))) return undefined;
  return steps[0] === 'payload' && steps.length > 1 ? steps.slice(1).join('.') : plain;
}

const MUSTACHE = /\{\{\{?\s*&?\s*([^{}#^/>!&\s][^{}]*?)\s*\}?\}\}/g;

/** A text with `{{payload.x}}` in it as one of ours; what is more than a field (a section, a partial) stays as text. */
export function templateOf(text: string): string {
  if (/\{\{\{?\s*[#^/>!]|\{%/.test(text)) return `{% raw %}${text.replaceAll('{%', '{ %')}{% endraw %}`;
  return text.replace(MUSTACHE, (whole, property: string) => {
    const field = fieldOf(property);
    return field === undefined || !/^[\w$.]+$/.test(field) ? whole.replace(/[{}]/g, '') : `{{ ${field} }}`;
  });
}

/** An event type that a topic, an address or a name stands for. @example typeFrom('http', '/orders/new') // 'http.orders.new' */
export function typeFrom(prefix: string, text: string): string {
  const steps = text
    .slice(0, 200)
    .toLowerCase()
    .split(/[/.\s]+/)
    .map((step) => (step === '#' || step === '*' ? '*' : step.replace(/[^\p{L}\p{N}_:+-]/gu, '')))
    .filter((step) => step !== '');
  // A wildcard in the middle can't be said: everything below what stands before it is taken.
  const wild = steps.findIndex((step) => step === '*' || step === '+' || step.startsWith(':'));
  const kept = wild < 0 ? steps : [...steps.slice(0, wild), '*'];
  return [prefix, ...kept].join('.');
}
