'use client';
/** Whether the session outlives the page, so that an app can say so where it does not. */
import { useSyncExternalStore } from 'react';
import type { Cognito } from '../client/cognito.ts';
import { useCognito } from './cognito-context.ts';

/** `degraded`: the browser's store refused, maybe long after the start, and the session ends with the page. */
export type Persistence = ReturnType<Cognito['persistence']>;

/** `persistent`, `memory` (as configured) or `degraded`. A server renders `persistent`. */
export function usePersistence(): Persistence {
  const cognito = useCognito();
  return useSyncExternalStore(cognito.onPersistenceChange, cognito.persistence, () => 'persistent');
}
