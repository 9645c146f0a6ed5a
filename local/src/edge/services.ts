/** Builds the services over one state and one platform, and joins them at the edge. */
import { createDynamoDbGate } from '../dynamodb/gate.ts';
import { createEdge } from './edge.ts';
import type { Handler } from '../protocol/handler.ts';
import { createAuthorize } from '../iam/authorize.ts';
import { createOpenIdKeys } from '../identity-pool/open-id-keys.ts';
import { tagsInToken } from '../identity-pool/principal-tags.ts';
import { createIdentityPoolService } from '../identity-pool/service.ts';
import { createIdentityPoolWellKnown, isIdentityPoolPath } from '../identity-pool/well-known.ts';
import { createS3Service } from '../s3/service.ts';
import type { State } from '../state/state.ts';
import { createAuthenticate } from '../sts/authenticate.ts';
import { createStsService } from '../sts/service.ts';
import { createUserPoolService, USER_POOL_TARGET } from '../user-pool/service.ts';
import type { Triggers } from '../user-pool/trigger-events.ts';
import type { Mutex } from '../user-pool/mutex.ts';
import type { Platform } from '../platform/platform.ts';

export interface ServicesOptions {
  platform: Platform;
  region: string;
  state: State;
  control: Handler;
  /** DynamoDB that verifies no signatures; undefined in a page, where there is none. */
  dynamodb: Handler | undefined;
  /** The user pools' trigger functions, by pool id. */
  triggers?: Readonly<Record<string, Triggers>> | undefined;
  /**
   * Whether a password is known to have leaked, beside the short built-in list. Called for pools with
   * `compromisedPasswords: 'BLOCK'`.
   */
  compromised?: ((password: string) => boolean | Promise<boolean>) | undefined;
}

export interface Services {
  handler: Handler;
  /** Starts making the signing keys, once the state is loaded. */
  prepare: () => void;
  /**
   * Runs a function while no operation of a user pool is in progress. Operations of the other services change the
   * state without waiting in between.
   */
  between: Mutex['runWhenFree'];
}

export function createServices({
  platform,
  region,
  state,
  control,
  dynamodb,
  triggers = {},
  compromised,
}: ServicesOptions): Services {
  const { iam, sts, outbox } = state;
  const authenticate = createAuthenticate({ platform, sts });
  const authorize = createAuthorize({ platform, iam });
  const signed = { platform, region, authenticate, authorize };
  const userPools = createUserPoolService({
    ...signed,
    state: state.userPools,
    outbox,
    triggers,
    compromised,
  });
  const openIdKeys = createOpenIdKeys(state.identityPools, platform.rsaKey);
  const identityPoolKeys = createIdentityPoolWellKnown({ platform, keys: openIdKeys });
  const identityPools = createIdentityPoolService({
    ...signed,
    state: state.identityPools,
    iam,
    sts,
    keys: openIdKeys,
    jwks: userPools.jwks,
    isTokenGood: userPools.tokenStillValid,
  });
  const services = {
    control,
    wellKnown: (request: Request) =>
      (isIdentityPoolPath(new URL(request.url).pathname) ? identityPoolKeys : userPools.wellKnown)(request),
    sts: createStsService({
      platform,
      region,
      authenticate,
      iam,
      sts,
      openIdKeys: () => openIdKeys.published(),
      identityPoolIds: () => Object.keys(state.identityPools.pools),
      tagsInToken,
    }),
    s3: createS3Service({ ...signed, state: state.s3 }),
    json: {
      [USER_POOL_TARGET]: userPools.handler,
      AWSCognitoIdentityService: identityPools,
      DynamoDB_20120810: createDynamoDbGate({ ...signed, backend: dynamodb }),
    },
  };
  const { prepare, between } = userPools;
  return { handler: createEdge(services, platform), prepare, between };
}
