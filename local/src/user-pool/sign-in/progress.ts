/** What a sign-in has proven so far; each step makes a new one. */
import type { Proof, SignInProgress } from '../state.ts';

export const begin = (flow: SignInProgress['flow'], deviceKey?: string): SignInProgress => ({
  flow,
  proven: [],
  ...(deviceKey !== undefined && { deviceKey }),
});

export const prove = (progress: SignInProgress, proof: Proof): SignInProgress => ({
  ...progress,
  proven: [...progress.proven, proof],
});
