/** The state of the AWS credentials, to show: no key is in it. */
import type { CognitoError } from '../errors.ts';
import { createEmitter } from '../lib/emitter.ts';

export interface CredentialsState {
  /**
   * `guest` and `signedIn`: credentials can be had; `identityId` is there after their first use.
   * `loading`: the session is being read, or the first exchange is under way.
   */
  readonly status: 'unconfigured' | 'signedOut' | 'loading' | 'guest' | 'signedIn' | 'error';
  /** A guest's is a secret; never log it or make it part of a key. */
  readonly identityId?: string;
  readonly expiration?: Date;
  readonly error?: CognitoError;
}

export interface Identity {
  getSnapshot: () => CredentialsState;
  subscribe: (listener: () => void) => () => void;
}

export function createIdentity(status: CredentialsState['status']) {
  const changed = createEmitter();
  let state: CredentialsState = { status };
  return {
    getSnapshot: () => state,
    subscribe: changed.subscribe,
    show(next: CredentialsState) {
      state = next;
      changed.emit();
    },
  };
}
