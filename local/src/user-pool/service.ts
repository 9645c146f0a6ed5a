/** The user pool service: its operations by name, its JWKS and its OpenID configuration. */
import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { Handler } from '../protocol/handler.ts';
import type { Authorize } from '../iam/authorize.ts';
import {
  createJsonService,
  type JsonObject,
  type JsonOperation,
  jsonReply,
} from '../protocol/json-service.ts';
import { getOwn } from '../lib/own.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { Authenticate } from '../sts/authenticate.ts';
import { createAdminGate } from './admin-gate.ts';
import { type Context, issuerOf, type Operation } from './context.ts';
import { adminOperations } from './operations/admin/operations.ts';
import { operations } from './operations/operations.ts';
import { createSigningKeys } from './tokens/signing-keys.ts';
import { tokenStillValid } from './tokens/still-valid.ts';
import { createTurns, type Turns } from './turns.ts';

export const USER_POOL_TARGET = 'AWSCognitoIdentityProviderService';

export interface UserPoolService {
  /** The JSON operations. */
  handler: Handler;
  /** `/<poolId>/.well-known/jwks.json` and `/<poolId>/.well-known/openid-configuration`. */
  wellKnown: Handler;
  /** Begins to make what takes long and will be wanted: signing keys. */
  prepare: () => void;
  /** Runs while no operation is half done. */
  between: Turns['between'];
  /** The public keys of an issuer of ours; undefined for any other. */
  jwks: (issuer: string) => Promise<JSONWebKeySet | undefined>;
  /** Whether the user of a verified token of this issuer is still signed in: not deleted, disabled or signed out. */
  tokenStillValid: (issuer: string, claims: JWTPayload) => boolean;
}

/** What a service is made of, beside what its operations work with. */
export interface UserPoolServiceOptions extends Omit<Context, 'keys' | 'userAgent' | 'outOfTurn'> {
  authenticate: Authenticate;
  authorize: Authorize;
}

export function createUserPoolService({
  authenticate,
  authorize,
  ...given
}: UserPoolServiceOptions): UserPoolService {
  const { inTurn, outOfTurn, between } = createTurns();
  const context: Context = { ...given, outOfTurn, keys: createSigningKeys(given.world.rsaKey) };
  const { world, region, state } = context;

  /** Every refusal is told of in the terminal; who was asked for a signature or a policy has been told already. */
  const told = async (name: string, run: () => Promise<JsonObject>): Promise<JsonObject> => {
    try {
      return await run();
    } catch (error) {
      if (error instanceof ServiceError) {
        // Messages hold what came from outside: it must not write lines of its own.
        const message = error.message.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
        world.print(`refused: ${name}: ${error.code}: ${message}`);
      }
      throw error;
    }
  };
  const bind = (table: Readonly<Record<string, Operation>>) =>
    Object.fromEntries(
      Object.entries(table).map(([name, operation]): [string, JsonOperation] => [
        name,
        (input, request) => {
          const userAgent = request.headers.get('user-agent') ?? undefined;
          return told(name, () => inTurn(() => operation({ ...context, userAgent }, input)));
        },
      ]),
    );
  const target = USER_POOL_TARGET;
  const anybody = createJsonService({ platform: world, target, operations: bind(operations) });
  const admin = createAdminGate({
    world,
    region,
    target,
    authenticate,
    authorize,
    operations: bind(adminOperations),
  });

  const jwks = async (issuer: string) => {
    const pool = Object.values(state.pools).find(({ id }) => issuerOf(region, id) === issuer);
    return pool && context.keys.published(pool);
  };

  async function wellKnown(request: Request): Promise<Response> {
    const [, poolId = '', , document] = new URL(request.url).pathname.split('/');
    const pool = getOwn(state.pools, poolId);
    const contentType = 'application/json';
    if (!pool) {
      return jsonReply(
        world,
        { message: `User pool ${poolId} does not exist.` },
        { status: 404, contentType },
      );
    }
    const issuer = issuerOf(region, poolId);
    const body =
      document === 'jwks.json'
        ? await context.keys.published(pool)
        : {
            issuer,
            // Where this machine serves it: the issuer's own address is AWS's.
            jwks_uri: new URL(`/${poolId}/.well-known/jwks.json`, request.url).href,
            id_token_signing_alg_values_supported: ['RS256'],
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            scopes_supported: ['openid', 'email', 'phone', 'profile'],
          };
    return jsonReply(world, { ...body }, { contentType });
  }

  return {
    jwks,
    tokenStillValid: (issuer, claims) => tokenStillValid(context, issuer, claims),
    prepare() {
      // Whoever needs the key waits for the same one and is told if it fails.
      for (const pool of Object.values(state.pools)) void context.keys.current(pool).catch(() => {});
    },
    between,
    wellKnown,
    handler: async (request) => {
      const [, name = ''] = (request.headers.get('x-amz-target') ?? '').split('.');
      return request.method === 'POST' && getOwn(adminOperations, name) ? admin(request) : anybody(request);
    },
  };
}
