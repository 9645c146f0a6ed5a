/** Reads the states of a flow. */
import { expect } from 'vitest';
import type { Flow } from '../../src/sign-in/flows/flow.ts';

/** Returns the flow's state, which must be at that step. */
export function atStep<State extends { name: string; error: unknown }, Name extends State['name']>(
  flow: Flow<State>,
  name: Name,
): Extract<State, { name: Name }> {
  const state = flow.getSnapshot();
  expect({ name: state.name, error: state.name === name ? undefined : state.error }).toEqual({ name });
  return state as Extract<State, { name: Name }>;
}

/** Returns a list of every state that the flow goes through. */
export function recordStates<State>(flow: Flow<State>): State[] {
  const states = [flow.getSnapshot()];
  flow.subscribe(() => states.push(flow.getSnapshot()));
  return states;
}
