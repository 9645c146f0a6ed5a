/** Query keys that belong to whoever is here: <CognitoProvider> drops their data when they leave. */
import { authQueryKey, useAuthStateId } from 'cognito-kit';

export const useKey = (...rest: readonly string[]) => authQueryKey(useAuthStateId(), 'harbor', ...rest);
