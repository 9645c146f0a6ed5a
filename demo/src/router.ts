/** Reads and sets the current page in the URL's hash. The demo needs no router library. */
import { useSyncExternalStore } from 'react';

const routes = ['gallery', 'files', 'notes', 'identity', 'account', 'sign-in'] as const;
export type Route = (typeof routes)[number];

export const pathTo = (route: Route) => (route === 'gallery' ? '#/' : `#/${route}`);

export const goTo = (route: Route) => {
  location.hash = pathTo(route);
};

const current = (): Route => routes.find((route) => pathTo(route) === location.hash) ?? 'gallery';

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

export const useRoute = (): Route => useSyncExternalStore(subscribe, current);
