/** A session's record, whose tokens are canaries. */
import type { SessionRecord } from '../../src/storage/session-record.ts';

export const record = (change: Partial<SessionRecord> = {}): SessionRecord => ({
  version: 1,
  epoch: 'one',
  generation: 1,
  sub: 'sub-1',
  idToken: 'canary-id',
  accessToken: 'canary-access',
  refreshToken: 'canary-refresh',
  clockOffset: 0,
  ...change,
});
