/** What is known of a download. */
import type { CognitoError } from '../errors.ts';

export type Loaded<More> =
  | { status: 'loading' }
  | { status: 'loaded'; more: More }
  | { status: 'failed'; error: CognitoError; retry: () => void };
