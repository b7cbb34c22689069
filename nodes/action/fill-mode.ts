/** How values go into each text of an action: the delivery fills it in so, and the form shows it so beforehand. */
import type { TemplateMode } from './fill-template.ts';

/**
 * @param path of the text inside `params`, such as `url` or `row.amount`
 * @param template the text itself: one that begins like JSON is JSON, and stays it whatever goes into it
 */
export function fillModeOf(channel: string, path: string, template: string): TemplateMode {
  const [first, ...rest] = path.split('.');
  if (channel === 'webhook' && first === 'url') return 'uri';
  if (channel === 'webhook' && first === 'body') {
    if (rest.length > 0) return 'typed';
    return looksLikeJson(template) ? 'json' : 'plain';
  }
  // A cell or field that is one value alone keeps its type, so that it can be compared with.
  const keepsType = (channel === 'table' && first === 'row') || (channel === 'event' && first === 'data');
  return keepsType && rest.length > 0 ? 'typed' : 'plain';
}

export function looksLikeJson(text: string): boolean {
  return /^\s*[[{](?![{%])/.test(text);
}
