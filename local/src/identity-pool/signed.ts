/**
 * The operations that need a signature, and the permission of each.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitoidentity.html
 */
import type { Authorize } from '../iam/authorize.ts';
import type { JsonObject, JsonOperation } from '../protocol/json-service.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { Principal } from '../iam/principal.ts';
import type { IdentityPoolContext } from './context.ts';
import { deleteIdentities, describeIdentity, listIdentities } from './operations/identities.ts';
import { getOpenIdTokenForDeveloperIdentity } from './operations/get-open-id-token-for-developer-identity.ts';
import {
  lookupDeveloperIdentity,
  mergeDeveloperIdentities,
  unlinkDeveloperIdentity,
} from './operations/developer-identities.ts';
import {
  createIdentityPool,
  deleteIdentityPool,
  describeIdentityPool,
  listIdentityPools,
  updateIdentityPool,
} from './operations/pools.ts';
import { getIdentityPoolRoles, setIdentityPoolRoles } from './operations/roles.ts';
import { getPrincipalTagAttributeMap, setPrincipalTagAttributeMap } from './operations/principal-tags.ts';

/** `mayPass` says whether the caller may pass this role (`iam:PassRole`). */
export type SignedOperation = (
  context: IdentityPoolContext,
  input: JsonObject,
  mayPass: (roleArn: string) => boolean,
) => Promise<JsonObject> | JsonObject;

/** The resource in the policy: `pool` is the identity pool that the input names, `any` is `*`. */
export const signedOperations: Readonly<Record<string, { on: 'pool' | 'any'; run: SignedOperation }>> = {
  CreateIdentityPool: { on: 'any', run: createIdentityPool },
  DeleteIdentities: { on: 'any', run: deleteIdentities },
  DeleteIdentityPool: { on: 'pool', run: deleteIdentityPool },
  DescribeIdentity: { on: 'any', run: describeIdentity },
  DescribeIdentityPool: { on: 'pool', run: describeIdentityPool },
  GetIdentityPoolRoles: { on: 'pool', run: getIdentityPoolRoles },
  GetOpenIdTokenForDeveloperIdentity: { on: 'pool', run: getOpenIdTokenForDeveloperIdentity },
  GetPrincipalTagAttributeMap: { on: 'pool', run: getPrincipalTagAttributeMap },
  ListIdentities: { on: 'pool', run: listIdentities },
  ListIdentityPools: { on: 'any', run: listIdentityPools },
  LookupDeveloperIdentity: { on: 'pool', run: lookupDeveloperIdentity },
  MergeDeveloperIdentities: { on: 'pool', run: mergeDeveloperIdentities },
  SetIdentityPoolRoles: { on: 'pool', run: setIdentityPoolRoles },
  SetPrincipalTagAttributeMap: { on: 'pool', run: setPrincipalTagAttributeMap },
  UnlinkDeveloperIdentity: { on: 'pool', run: unlinkDeveloperIdentity },
  UpdateIdentityPool: { on: 'pool', run: updateIdentityPool },
};

const poolArn = ({ region, sts }: IdentityPoolContext, input: JsonObject): string => {
  const id = typeof input['IdentityPoolId'] === 'string' ? input['IdentityPoolId'] : '';
  return `arn:aws:cognito-identity:${region}:${sts.account}:identitypool/${id}`;
};

/** Returns the operations for one caller. Each checks the caller's policies first. */
export const bindSigned = (
  context: IdentityPoolContext,
  authorize: Authorize,
  principal: Principal,
): Record<string, JsonOperation> => {
  const mayPass = (roleArn: string) =>
    authorize({
      principal,
      action: 'iam:PassRole',
      resource: roleArn,
      context: { 'iam:PassedToService': 'cognito-identity.amazonaws.com' },
    }).effect === 'Allow';
  return Object.fromEntries(
    Object.entries(signedOperations).map(([name, { on, run }]) => [
      name,
      async (input: JsonObject) => {
        const decision = authorize({
          principal,
          action: `cognito-identity:${name}`,
          resource: on === 'any' ? '*' : poolArn(context, input),
        });
        if (decision.effect === 'Deny') throw new ServiceError('AccessDeniedException', decision.message);
        return run(context, input, mayPass);
      },
    ]),
  );
};
