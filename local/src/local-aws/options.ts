/** The options of a local AWS. */
import type { LocalAwsSetup } from '../config/config.ts';
import { refuseMistakes } from '../config/setup-mistakes.ts';
import type { Database } from '../dynamodb/database.ts';
import type { Platform } from '../platform/platform.ts';
import type { Handler } from '../protocol/handler.ts';
import type { Snapshot } from '../state/snapshot.ts';

/** The set-up, and the platform that the local AWS runs on. */
export interface LocalAwsOptions extends LocalAwsSetup {
  /** The real time in milliseconds since the epoch. Default `Date.now`. */
  now?: Platform['now'];
  /** Returns so many random bytes. Replaces the `seed`. Default: WebCrypto. */
  random?: Platform['random'];
  /** Makes the 2,048-bit RSA signing key for a user pool's id, or for `identity-pools`. Default: made on first use. */
  rsaKey?: Platform['rsaKey'];
  /** Receives one line for each code that would have been sent and for each denial. Default: no output. */
  print?: Platform['print'];
  /** Waits so many milliseconds for fault rules of kind `latency`. Default: `setTimeout`. */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** DynamoDB without authentication, such as dynalite. Requests that reach it have been verified. Default: none. */
  dynamodb?: Handler;
  /** DynamoDB that takes part in snapshots and resets. Replaces `dynamodb`. Default: none. */
  database?: Database;
  /** Called at the end of `reset`, for data that the app stores elsewhere. */
  onReset?: () => Promise<void>;
  /** Starts with the state of another local AWS instead of the set-up's. */
  snapshot?: Snapshot;
}

/** Throws an Error with a line for each mistake in the set-up. */
export function checkedSetup(options: LocalAwsOptions): LocalAwsSetup {
  const { dynamodb: _1, database: _2, onReset: _3, snapshot: _4, rsaKey: _5, ...setup } = options;
  refuseMistakes(setup, 'createLocalAws');
  return setup;
}
