/** PASSWORD_VERIFIER: the second half of the SRP exchange, answered without asking anybody. */
import type { SrpExchange } from '../srp.ts';
import { formatTimestamp } from '../srp.ts';
import type { UserPool } from '../user-pool.ts';

/** The ChallengeResponses, beside USERNAME. */
export async function respondToPasswordVerifier(
  { userPoolId, world }: UserPool,
  srp: SrpExchange,
  parameters: Readonly<Record<string, string>>,
  password: string,
): Promise<Record<string, string>> {
  const timestamp = formatTimestamp(world.clock.now());
  const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = parameters;
  return {
    PASSWORD_CLAIM_SIGNATURE: await srp.sign({
      poolName: userPoolId.slice(userPoolId.indexOf('_') + 1),
      userId: USER_ID_FOR_SRP,
      password,
      salt: SALT,
      serverB: SRP_B,
      secretBlock: SECRET_BLOCK,
      timestamp,
    }),
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    TIMESTAMP: timestamp,
  };
}
