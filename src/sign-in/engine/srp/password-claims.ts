/** The proof of a password, or of a device's: what PASSWORD_VERIFIER and DEVICE_PASSWORD_VERIFIER are answered with. */
import type { AuthReply } from '../../../protocol/challenges.ts';
import { formatTimestamp, type SrpExchange } from './srp.ts';
import type { UserPool } from '../../../transport/user-pool.ts';

export async function passwordClaims(
  { platform }: Pick<UserPool, 'platform'>,
  { ChallengeParameters: parameters = {} }: AuthReply,
  srp: SrpExchange,
  claim: { poolName: string; userId: string; password: string },
): Promise<Record<string, string | undefined>> {
  const timestamp = formatTimestamp(platform.clock.now());
  return {
    PASSWORD_CLAIM_SIGNATURE: await srp.sign(parameters, { ...claim, timestamp }),
    PASSWORD_CLAIM_SECRET_BLOCK: parameters['SECRET_BLOCK'],
    TIMESTAMP: timestamp,
  };
}
