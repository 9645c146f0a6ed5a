/** Builds query keys of the current auth state. <CognitoProvider> removes their data when it ends. */
import { authQueryKey, useAuthStateId } from 'cognito-kit';

export const useKey = (...rest: readonly string[]) => authQueryKey(useAuthStateId(), 'harbor', ...rest);
