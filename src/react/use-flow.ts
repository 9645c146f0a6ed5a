'use client';
/** Creates a flow for the lifetime of a component. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Cognito } from '../client/cognito.ts';
import type { Flow } from '../sign-in/flows/flow.ts';
import { useCognito } from './cognito-context.ts';

/**
 * Renders again at each change of the flow, and resets the flow when the component unmounts.
 * @param create called once for each client, so its options are those of the first render
 * @returns the state of the flow, and the flow
 */
export function useFlow<State, Created extends Flow<State>>(
  create: (cognito: Cognito) => Created & Flow<State>,
): [State, Created] {
  const cognito = useCognito();
  const [stored, store] = useState(() => ({ cognito, flow: create(cognito) }));
  let current = stored;
  if (stored.cognito !== cognito) {
    current = { cognito, flow: create(cognito) };
    store(current);
  }
  const { flow } = current;
  // A flow may contain a challenge token, which must not outlive the form.
  useEffect(() => () => flow.reset(), [flow]);
  return [useSyncExternalStore(flow.subscribe, flow.getSnapshot, flow.getServerSnapshot), flow];
}
