/** Issues temporary keys for an assumed role. */
import { toBase64 } from '../lib/bytes.ts';
import { dropExpired } from '../lib/drop-over.ts';
import type { PolicyDocument, Principal } from '../iam/principal.ts';
import type { Role } from '../iam/state.ts';
import type { Platform } from '../platform/platform.ts';
import { type IssuedKeys, newId, type StsState } from './state.ts';

export interface SessionRequest {
  role: Role;
  /** The last part of the principal's ARN. */
  sessionName: string;
  /** Context keys that every request of the session carries. */
  context: Principal['context'];
  sessionPolicy?: PolicyDocument;
  durationSeconds: number;
}

/** Milliseconds for which expired keys stay known, so that they are refused as expired and not as unknown. */
const REMEMBERED = 24 * 3600_000;

export const issueKeys = (sts: StsState, platform: Platform, request: SessionRequest): IssuedKeys => {
  const { role, sessionName, context, sessionPolicy, durationSeconds } = request;
  const now = platform.now();
  dropExpired(sts.issued, now, REMEMBERED);
  const keys: IssuedKeys = {
    accessKeyId: newId(platform, 'ASIA'),
    secretAccessKey: toBase64(platform.random(30)),
    sessionToken: toBase64(platform.random(288)),
    expiresAt: now + durationSeconds * 1000,
    principal: {
      arn: `arn:aws:sts::${sts.account}:assumed-role/${role.name}/${sessionName}`,
      account: sts.account,
      roleArn: role.arn,
      userId: `${role.id}:${sessionName}`,
      context,
      ...(sessionPolicy && { sessionPolicy }),
    },
  };
  sts.issued[keys.accessKeyId] = keys;
  return keys;
};
