/** The default identity pool: guests allowed, one user pool, a role for each of the two. */
import type { IdentityPool } from '../identity-pool/state.ts';
import { guestRoleName, identityPoolUuid, roleArn, userRoleName } from './names.ts';

export interface IdentityPoolSetup {
  region: string;
  userPoolId: string;
  clientId: string;
}

export const identityPoolId = (region: string): string => `${region}:${identityPoolUuid}`;

export const defaultIdentityPool = ({ region, userPoolId, clientId }: IdentityPoolSetup): IdentityPool => ({
  id: identityPoolId(region),
  name: 'cognito-kit-local',
  guests: 'allowed',
  providers: [{ providerName: `cognito-idp.${region}.amazonaws.com/${userPoolId}`, clientId }],
  roles: { authenticated: roleArn(userRoleName), unauthenticated: roleArn(guestRoleName) },
});
