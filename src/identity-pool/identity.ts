/** The state of the AWS credentials, to show: no key is in it. */
import type { CognitoError } from '../errors.ts';
import { createEmitter } from '../lib/emitter.ts';
import type { ExchangeEvent } from './credentials.ts';

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

export interface IdentityControl extends Identity {
  report: (event: ExchangeEvent) => void;
  /** The session changed: what was known of another epoch's identity is gone. */
  reset: () => void;
}

export interface IdentityOptions {
  configured: boolean;
  sessionStatus: () => 'loading' | 'signedOut' | 'guest' | 'signedIn';
  epochId: () => string;
}

export function createIdentity({ configured, sessionStatus, epochId }: IdentityOptions): IdentityControl {
  const changed = createEmitter();
  const start = (): CredentialsState => ({ status: configured ? sessionStatus() : 'unconfigured' });
  let epoch = epochId();
  let state = start();
  const become = (next: CredentialsState) => {
    state = next;
    changed.emit();
  };
  return {
    getSnapshot: () => state,
    subscribe: changed.subscribe,
    reset() {
      if (epoch === epochId()) return;
      epoch = epochId();
      const next = start();
      if (state.status !== next.status || state.identityId !== undefined) become(next);
    },
    report(event) {
      switch (event.kind) {
        case 'begun':
          // A renewal goes unseen: what was shown still holds.
          if (state.identityId === undefined) become({ status: 'loading' });
          break;
        case 'done': {
          const { identityId, expiration } = event.credentials;
          become({ status: sessionStatus(), identityId, expiration });
          break;
        }
        case 'failed':
          become({ status: 'error', error: event.error });
          break;
      }
    },
  };
}
