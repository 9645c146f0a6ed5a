/**
 * The identity pools' service: unsigned JSON from anywhere.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_Operations.html
 */
import type { Handler } from '../handler.ts';
import { createJsonService } from '../json-service.ts';
import type { IdentityPoolContext } from './context.ts';
import { getCredentialsForIdentity } from './operations/get-credentials-for-identity.ts';
import { getId } from './operations/get-id.ts';

export const createIdentityPoolService = (context: IdentityPoolContext): Handler =>
  createJsonService({
    world: context.world,
    target: 'AWSCognitoIdentityService',
    operations: {
      GetId: getId(context),
      GetCredentialsForIdentity: getCredentialsForIdentity(context),
    },
  });
