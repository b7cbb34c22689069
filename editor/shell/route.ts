/** Where the page is: the part of the address after `#`. */
import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly page: 'flows' }
  | { readonly page: 'flow'; readonly id: string }
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
  if (first === 'flows' && rest.length === 0) {
    try {
      return { page: 'flow', id: decodeURIComponent(second) };
    } catch {
      return { page: 'unknown' };
    }
  }
  if (second === undefined && PAGES.includes(first)) return { page: first as 'outbox' };
  return { page: 'unknown' };
}

/** @example hrefOf({ page: 'flow', id: 'bank-aml' }) // '#/flows/bank-aml' */
export function hrefOf(route: Route): string {
  if (route.page === 'flow') return `#/flows/${encodeURIComponent(route.id)}`;
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
