/** The default identity pool: accepts one user pool and guests, with a role for each. */
import type { IdentityPool } from '../identity-pool/state.ts';
import { issuerOf } from '../user-pool/context.ts';
import { guestRoleName, identityPoolUuid, roleArn, userRoleName } from './names.ts';

export interface IdentityPoolSetup {
  region: string;
  userPoolId: string;
  clientId: string;
}

export const identityPoolId = (region: string): string => `${region}:${identityPoolUuid}`;

/** Returns the provider name of a user pool in `Logins`: its issuer without `https://`. */
export const providerNameOf = (region: string, userPoolId: string): string =>
  issuerOf(region, userPoolId).replace('https://', '');

export const defaultIdentityPool = ({ region, userPoolId, clientId }: IdentityPoolSetup): IdentityPool => ({
  id: identityPoolId(region),
  name: 'cognito-kit-local',
  guests: 'allowed',
  providers: [{ providerName: providerNameOf(region, userPoolId), clientId }],
  roles: { authenticated: roleArn(userRoleName), unauthenticated: roleArn(guestRoleName) },
});
