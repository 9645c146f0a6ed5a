'use client';
/** Holds a flow for as long as its component lives, and ends it with the component. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Cognito } from '../client/cognito.ts';
import type { Flow } from '../sign-in/flows/flow.ts';
import { useCognito } from './cognito-context.ts';

/** `create` is called once for each client, so its options are those of the first render. */
export function useFlow<State, Made extends Flow<State>>(
  create: (cognito: Cognito) => Made & Flow<State>,
): [State, Made] {
  const cognito = useCognito();
  const [held, hold] = useState(() => ({ cognito, flow: create(cognito) }));
  let now = held;
  if (held.cognito !== cognito) {
    now = { cognito, flow: create(cognito) };
    hold(now);
  }
  const { flow } = now;
  // A flow can hold a challenge's Session: it ends when nobody is there to answer.
  useEffect(() => () => flow.reset(), [flow]);
  return [useSyncExternalStore(flow.subscribe, flow.getSnapshot, flow.getServerSnapshot), flow];
}
