/** The state of a sign-in from challenge to challenge. Each function returns a new object. */
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

/** Adds a round, which the triggers of CUSTOM_AUTH receive. Other flows have no rounds. */
export const withRound = (progress: SignInProgress, round: CustomRound): SignInProgress =>
  progress.flow === 'CUSTOM_AUTH' ? { ...progress, rounds: [...(progress.rounds ?? []), round] } : progress;

/** Replaces ClientMetadata by that of the current request, which may have none. */
export function withMetadata(
  { clientMetadata: _previous, ...progress }: SignInProgress,
  clientMetadata: SignInProgress['clientMetadata'],
): SignInProgress {
  return clientMetadata ? { ...progress, clientMetadata } : progress;
}

/** Takes DEVICE_KEY of the answer, if the answer has one. */
export const withDevice = (
  progress: SignInProgress,
  responses: ReadonlyMap<string, string>,
): SignInProgress => {
  const deviceKey = responses.get('DEVICE_KEY') ?? progress.deviceKey;
  return deviceKey === undefined ? progress : { ...progress, deviceKey };
};
