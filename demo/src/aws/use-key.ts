/** Query keys that belong to whoever is here: <CognitoProvider> drops their data when they leave. */
import { epochKey, useEpoch } from 'cognito-kit';

export const useKey = (...rest: readonly string[]) => epochKey(useEpoch(), 'harbor', ...rest);
