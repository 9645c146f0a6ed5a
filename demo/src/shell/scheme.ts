/** The colour scheme: the system's until the visitor chooses one, which localStorage then remembers. */
import { useSyncExternalStore } from 'react';

export type Scheme = 'light' | 'dark';

const KEY = 'harbor.scheme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

const chosen = (): Scheme | undefined => {
  const value = document.documentElement.dataset['scheme'];
  return value === 'light' || value === 'dark' ? value : undefined;
};

export function applyStoredScheme() {
  const stored = localStorage.getItem(KEY);
  if (stored === 'light' || stored === 'dark') document.documentElement.dataset['scheme'] = stored;
}

export function chooseScheme(scheme: Scheme) {
  document.documentElement.dataset['scheme'] = scheme;
  localStorage.setItem(KEY, scheme);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
};

export const useScheme = (): Scheme =>
  useSyncExternalStore(subscribe, () => chosen() ?? (system.matches ? 'dark' : 'light'));
