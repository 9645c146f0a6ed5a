/** What a sign-in has proven so far; each step makes a new one. */
import type { CustomRound, Proof, SignInProgress } from '../state.ts';

export const begin = (flow: SignInProgress['flow'], deviceKey?: string): SignInProgress => ({
  flow,
  proven: [],
  ...(deviceKey !== undefined && { deviceKey }),
});

export const prove = (progress: SignInProgress, proof: Proof): SignInProgress => ({
  ...progress,
  proven: [...progress.proven, proof],
});

/** The triggers of a custom sign-in are shown its rounds; no other flow has any. */
export const withRound = (progress: SignInProgress, round: CustomRound): SignInProgress =>
  progress.flow === 'CUSTOM_AUTH' ? { ...progress, rounds: [...(progress.rounds ?? []), round] } : progress;

/** ClientMetadata is of one request: the next one brings its own, or none. */
export function withMetadata(
  { clientMetadata: _before, ...progress }: SignInProgress,
  clientMetadata: SignInProgress['clientMetadata'],
): SignInProgress {
  return clientMetadata ? { ...progress, clientMetadata } : progress;
}

/** An answer may name the device as well as the request that began the sign-in. */
export const withDevice = (
  progress: SignInProgress,
  responses: ReadonlyMap<string, string>,
): SignInProgress => {
  const deviceKey = responses.get('DEVICE_KEY') ?? progress.deviceKey;
  return deviceKey === undefined ? progress : { ...progress, deviceKey };
};
