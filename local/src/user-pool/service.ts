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
import { createMutex, type Mutex } from './mutex.ts';
import { adminOperations } from './operations/admin/operations.ts';
import { operations } from './operations/operations.ts';
import { createSigningKeys } from './signing-keys.ts';
import { tokenStillValid } from './tokens/server-side-token-check.ts';

export const USER_POOL_TARGET = 'AWSCognitoIdentityProviderService';

export interface UserPoolService {
  /** Serves the JSON operations. */
  handler: Handler;
  /** Serves `/<poolId>/.well-known/jwks.json` and `/<poolId>/.well-known/openid-configuration`. */
  wellKnown: Handler;
  /** Starts to make the signing keys, so that the first sign-in does not wait for them. */
  prepare: () => void;
  /** Runs a function while no operation is in progress. */
  between: Mutex['runWhenFree'];
  /** Returns the public keys of an issuer of this service; undefined for any other issuer. */
  jwks: (issuer: string) => Promise<JSONWebKeySet | undefined>;
  /** Checks whether the user of a verified token is still signed in: not deleted, disabled or signed out. */
  tokenStillValid: (issuer: string, claims: JWTPayload) => boolean;
}

/** The parts of Context that the service does not make itself, and the two checks of signed requests. */
export interface UserPoolServiceOptions extends Omit<Context, 'keys' | 'userAgent' | 'runUnlocked'> {
  authenticate: Authenticate;
  authorize: Authorize;
}

export function createUserPoolService({
  authenticate,
  authorize,
  ...dependencies
}: UserPoolServiceOptions): UserPoolService {
  const { runExclusive, runUnlocked, runWhenFree } = createMutex();
  const keys = createSigningKeys(dependencies.platform.rsaKey);
  const context: Context = { ...dependencies, runUnlocked, keys };
  const { platform, region, state } = context;

  /** Prints each refusal of an operation. The admin gate reports refused signatures and policies itself. */
  const printRefusals = async (name: string, run: () => Promise<JsonObject>): Promise<JsonObject> => {
    try {
      return await run();
    } catch (error) {
      if (error instanceof ServiceError) {
        // Messages contain input of the request, which must not start lines of its own in the terminal.
        const message = error.message.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
        platform.print(`refused: ${name}: ${error.code}: ${message}`);
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
          return printRefusals(name, () => runExclusive(() => operation({ ...context, userAgent }, input)));
        },
      ]),
    );
  const target = USER_POOL_TARGET;
  const unsigned = createJsonService({ platform, target, operations: bind(operations) });
  const admin = createAdminGate({
    platform,
    region,
    target,
    authenticate,
    authorize,
    operations: bind(adminOperations),
  });

  const jwks = async (issuer: string) => {
    const pool = Object.values(state.pools).find(({ id }) => issuerOf(region, id) === issuer);
    return pool && keys.published(pool);
  };

  async function wellKnown(request: Request): Promise<Response> {
    const [, poolId = '', , document] = new URL(request.url).pathname.split('/');
    const pool = getOwn(state.pools, poolId);
    const contentType = 'application/json';
    if (!pool) {
      return jsonReply(
        platform,
        { message: `User pool ${poolId} does not exist.` },
        { status: 404, contentType },
      );
    }
    const issuer = issuerOf(region, poolId);
    const body =
      document === 'jwks.json'
        ? await keys.published(pool)
        : {
            issuer,
            // The address on this machine: the issuer's own address belongs to AWS.
            jwks_uri: new URL(`/${poolId}/.well-known/jwks.json`, request.url).href,
            id_token_signing_alg_values_supported: ['RS256'],
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            scopes_supported: ['openid', 'email', 'phone', 'profile'],
          };
    return jsonReply(platform, { ...body }, { contentType });
  }

  return {
    jwks,
    tokenStillValid: (issuer, claims) => tokenStillValid(context, issuer, claims),
    prepare() {
      // Ignores a failure here: requests that need the key wait for the same promise and report it.
      for (const pool of Object.values(state.pools)) void keys.current(pool).catch(() => {});
    },
    between: runWhenFree,
    wellKnown,
    handler: async (request) => {
      const [, name = ''] = (request.headers.get('x-amz-target') ?? '').split('.');
      return request.method === 'POST' && getOwn(adminOperations, name) ? admin(request) : unsigned(request);
    },
  };
}
