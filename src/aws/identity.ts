/** As whom AWS calls go out: the state to show, in which no key is, and its changes. */
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

/** Identity ids. A guest's is a secret: whoever knows it can ask for the guest's keys. */
export interface IdentityChange {
  readonly previous: string;
  readonly current: string;
  /**
   * `switched`: another person, or a guest who signed in; what was the one’s is not the other’s.
   * `linked`: `linkGuest` gave the guest's identity to who is signed in; where they had one already, `current` is that.
   * `merged`: the service made one of two identities of the same person; `previous` leads to `current` from now on.
   * `replaced`: `previous` was gone, and the same person got a new one.
   */
  readonly cause: 'switched' | 'linked' | 'merged' | 'replaced';
}

export interface Identity {
  getSnapshot: () => CredentialsState;
  subscribe: (listener: () => void) => () => void;
  /** Counts the changes of the identity id that were no change of epoch. */
  version: () => number;
}

/** With what only the identity pool room calls. */
export type ShownIdentity = ReturnType<typeof createIdentity>;

export function createIdentity(status: CredentialsState['status']) {
  const changed = createEmitter();
  const moved = createEmitter<IdentityChange>();
  let state: CredentialsState = { status };
  let version = 0;
  /** Who was last met, and in which epoch. */
  let last: { id: string; of: string } | undefined;
  return {
    getSnapshot: () => state,
    subscribe: changed.subscribe,
    version: () => version,
    onChange: moved.subscribe,
    show(next: CredentialsState) {
      // What shows the same renders nothing.
      if (!next.error && JSON.stringify(next) === JSON.stringify(state)) return;
      state = next;
      changed.emit();
    },
    /** From now on it is `id`; `cause` tells why, should there have been another one in the same epoch. */
    meet(of: string, id: string, cause: IdentityChange['cause'] = 'merged', previous = last?.id) {
      const within = last?.of === of;
      const other = within && last?.id !== id;
      last = { id, of };
      if (other) {
        version++;
        changed.emit();
      }
      if (previous && (previous !== id || cause === 'linked'))
        moved.emit({ previous, current: id, cause: within || cause === 'linked' ? cause : 'switched' });
    },
  };
}
