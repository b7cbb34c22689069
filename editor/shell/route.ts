/** Where the page is: the part of the address after `#`. */
import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly page: 'flows' }
  /** `node`: the one that is selected at first. */
  | { readonly page: 'flow'; readonly id: string; readonly node?: string }
  /** `type`: the event type that is looked at. */
  | { readonly page: 'catalogue'; readonly type?: string }
  | { readonly page: 'outbox' | 'records' | 'refused' | 'settings' }
  | { readonly page: 'unknown' };

export type PageName = Exclude<Route['page'], 'flow' | 'unknown'>;

const PAGES: readonly string[] = ['outbox', 'records', 'refused', 'settings'];

/** @example parseRoute('#/flows/bank-aml') // { page: 'flow', id: 'bank-aml' } */
export function parseRoute(hash: string): Route {
  const [first, second, ...rest] = hash
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '');
  if (first === undefined || (first === 'flows' && second === undefined)) return { page: 'flows' };
  if (first === 'catalogue' && second === undefined) return { page: 'catalogue' };
  const isNode = first === 'flows' && rest.length === 2 && rest[0] === 'nodes';
  if (isNode || ((first === 'flows' || first === 'catalogue') && rest.length === 0)) {
    try {
      const name = decodeURIComponent(second);
      if (first === 'catalogue') return { page: 'catalogue', type: name };
      return { page: 'flow', id: name, ...(isNode && { node: decodeURIComponent(rest[1]) }) };
    } catch {
      return { page: 'unknown' };
    }
  }
  if (second === undefined && PAGES.includes(first)) return { page: first as 'outbox' };
  return { page: 'unknown' };
}

/** @example hrefOf({ page: 'flow', id: 'bank-aml' }) // '#/flows/bank-aml' */
export function hrefOf(route: Route): string {
  if (route.page === 'flow') {
    const node = route.node === undefined ? '' : `/nodes/${encodeURIComponent(route.node)}`;
    return `#/flows/${encodeURIComponent(route.id)}${node}`;
  }
  if (route.page === 'catalogue' && route.type !== undefined)
    return `#/catalogue/${encodeURIComponent(route.type)}`;
  return route.page === 'flows' || route.page === 'unknown' ? '#/' : `#/${route.page}`;
}

export function goTo(route: Route): void {
  location.hash = hrefOf(route);
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash));
}
