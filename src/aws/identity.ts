/** The identity that AWS calls use: the state that an app shows, which holds no key, and the changes of the identity id. */
import type { CognitoError } from '../errors.ts';
import { createEmitter } from '../lib/emitter.ts';

export interface CredentialsState {
  /**
   * `guest` and `signedIn`: credentials can be requested; `identityId` is set after their first use.
   * `loading`: the session is being read, or the first exchange is running.
   */
  readonly status: 'unconfigured' | 'signedOut' | 'loading' | 'guest' | 'signedIn' | 'error';
  /** A guest's id is a secret; never log it or make it part of a key. */
  readonly identityId?: string;
  readonly expiration?: Date;
  readonly error?: CognitoError;
}

/** A change from one identity id to another. A guest's id is a secret: with it anyone can request the guest's keys. */
export interface IdentityChange {
  readonly previous: string;
  readonly current: string;
  /**
   * `switched`: another user signed in, or a guest did; data of the previous identity is not the current one's.
   * `linked`: `linkGuest` gave the guest's identity to the signed-in user; `current` is the user's own identity where
   * there was one already.
   * `merged`: Cognito made one of two identities of the same user; `previous` leads to `current` from now on.
   * `replaced`: `previous` no longer existed, and the same user got a new identity.
   */
  readonly cause: 'switched' | 'linked' | 'merged' | 'replaced';
}

export interface Identity {
  getSnapshot: () => CredentialsState;
  subscribe: (listener: () => void) => () => void;
  /** Counts the changes of the identity id within one auth state. */
  version: () => number;
}

/** The identity with the members that only the credentials exchange and the client call. */
export interface IdentityStore extends Identity {
  onChange: (listener: (change: IdentityChange) => void) => () => void;
  /** Replaces the state; listeners are called only when it differs. */
  setState: (next: CredentialsState) => void;
  /**
   * Records the identity id of an auth state, and reports a change.
   * @param cause Reported when the auth state had another id before. Default `merged`; `switched` is reported when the
   * id before was of another auth state.
   * @param previous Default: the id recorded last
   */
  setIdentityId: (
    authStateId: string,
    identityId: string,
    cause?: IdentityChange['cause'],
    previous?: string,
  ) => void;
}

/**
 * Creates the state of the credentials, without an identity id.
 * @param status The status to begin with
 */
export function createIdentity(status: CredentialsState['status']): IdentityStore {
  const stateChange = createEmitter();
  const identityChange = createEmitter<IdentityChange>();
  let state: CredentialsState = { status };
  let version = 0;
  let last: { identityId: string; authStateId: string } | undefined;
  return {
    getSnapshot: () => state,
    subscribe: stateChange.subscribe,
    version: () => version,
    onChange: identityChange.subscribe,
    setState(next) {
      // An equal state renders nothing again.
      if (!next.error && JSON.stringify(next) === JSON.stringify(state)) return;
      state = next;
      stateChange.emit();
    },
    setIdentityId(authStateId, identityId, cause = 'merged', previous = last?.identityId) {
      const sameAuthState = last?.authStateId === authStateId;
      const replacesId = sameAuthState && last?.identityId !== identityId;
      last = { identityId, authStateId };
      if (replacesId) {
        version++;
        stateChange.emit();
      }
      if (previous && (previous !== identityId || cause === 'linked'))
        identityChange.emit({
          previous,
          current: identityId,
          cause: sameAuthState || cause === 'linked' ? cause : 'switched',
        });
    },
  };
}
