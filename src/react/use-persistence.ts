'use client';
/** Whether the session outlives the page. */
import { useSyncExternalStore } from 'react';
import type { Persistence } from '../storage/record-storage.ts';
import { useCognito } from './cognito-context.ts';

/**
 * Returns how the session is stored, and renders again when that changes.
 * @returns `persistent`; `memory`, as configured; or `degraded`, when the browser's store failed and the session ends
 * with the page. A server renders `persistent`.
 */
export function usePersistence(): Persistence {
  const cognito = useCognito();
  return useSyncExternalStore(cognito.onPersistenceChange, cognito.persistence, () => 'persistent');
}
