/** Joins the rooms: `createCognito(config)` is the client that everything else takes. */
import type { CognitoConfig, ResolvedConfig } from './config/config.ts';
import { resolveConfig } from './config/resolve.ts';
import { isCognitoError } from './errors.ts';
import type { FlowHost } from './flows/flow-host.ts';
import { createCredentials, type AwsCredentialsProvider } from './identity-pool/credentials.ts';
import { createIdentity, type Identity } from './identity-pool/identity.ts';
import { exchange, warm } from './identity-pool/provider.ts';
import { createRequestHandler, type AwsRequestHandler } from './identity-pool/request-handler.ts';
import { systemClock } from './lib/clock.ts';
import type { World } from './lib/world.ts';
import type { Tokens } from './protocol/tokens.ts';
import { createLocked } from './session/locked.ts';
import { createGetTokens, type GetTokensOptions } from './session/refresh.ts';
import { createSessionStore } from './session/session-store.ts';
import type { Session } from './session/session.ts';
import { createBrowserMemory } from './storage/browser-memory.ts';
import { openStorage } from './storage/open.ts';
import type { Persistence } from './storage/storage.ts';
import { readTokens } from './user-pool/read-tokens.ts';
import { post, request } from './user-pool/request.ts';
import type { UserPool } from './user-pool/user-pool.ts';

export interface SignOutOptions {
  /** Ends the user's sessions on all devices too. Default false. */
  everywhere?: boolean;
}

export interface Cognito extends FlowHost {
  readonly config: ResolvedConfig;
  readonly userPool: UserPool;
  /** The same object until it changes. */
  getSession: () => Session;
  /** Calls back when somebody signs in or out or another epoch begins; not when tokens are refreshed. */
  subscribe: (listener: () => void) => () => void;
  /** Resolves once the store has been read. */
  ready: () => Promise<Session>;
  /**
   * Never stale; undefined when nobody is signed in.
   * @throws {CognitoError} `SessionEnded` when the service refused to renew them; of kind `network`, `timeout`, `server`
   * or `throttled` when they have run out and it could not be asked, the session being kept.
   */
  getTokens: (options?: GetTokensOptions) => Promise<Tokens | undefined>;
  adoptTokens: (tokens: Tokens) => Promise<void>;
  /**
   * Wipes the session from memory and store, which needs no network, and has the refresh token revoked in the background.
   * @throws {CognitoError} only with `everywhere`, when the service could not be told: this device is signed out all the same
   */
  signOut: (options?: SignOutOptions) => Promise<void>;
  /** Deletes what outlives a sign-out: the remembered name, and who this browser's guest is. */
  forgetBrowser: () => Promise<void>;
  /** The user name last signed in with on this browser. */
  rememberedUsername: () => Promise<string | undefined>;
  /** For `new S3Client({ credentials })`. */
  readonly credentials: AwsCredentialsProvider;
  readonly identity: Identity;
  /** Opaque; the id under which a person's data may be cached. Empty until the store has been read. */
  epochId: () => string;
  /** Calls back with the id of an epoch that has passed, so that what is cached under it can go. */
  onSuperseded: (listener: (epochId: string) => void) => () => void;
  /** Milliseconds to add to this device's clock to get the service's; for AWS SDK clients. */
  systemClockOffset: () => number;
  /** `degraded`: the browser's store refused, and the session ends with the page. */
  persistence: () => Persistence;
  /**
   * For `new S3Client({ requestHandler })`: sends through the kit's `fetch`, or through `inner`; ends with the epoch that
   * it was made in, aborting what is under way.
   */
  requestHandler: (inner?: AwsRequestHandler) => AwsRequestHandler;
  /** Stops listening to other tabs. The session stays in its store. */
  destroy: () => void;
}

const worldOf = (config: CognitoConfig): World => ({
  fetch: config.fetch ?? ((input, init) => fetch(input, init)),
  clock: config.clock ?? systemClock,
  random: config.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length))),
});

/** @throws {CognitoError} `ConfigInvalid`, before anything is sent */
export function createCognito(given: CognitoConfig): Cognito {
  const config = resolveConfig(given);
  const world = worldOf(given);
  const { userPoolId, clientId, region, identityPoolId, customRoleArn } = config;
  const userPool: UserPool = { userPoolId, clientId, region, endpoint: config.userPoolEndpoint, world };

  const { storage = 'local' } = given;
  const opened = openStorage(
    typeof storage === 'string' ? storage : 'memory',
    clientId,
    given.window ?? globalThis,
  );
  const sessions = typeof storage === 'string' ? opened.session : storage;
  const browser = createBrowserMemory(given.browserStorage ?? opened.browser);
  // Given as undefined, it means: do without.
  const locks = 'locks' in given ? given.locks : globalThis.navigator?.locks;
  const locked = createLocked(locks, world.clock);
  const visitor = config.guest ? 'guest' : 'signedOut';
  const store = createSessionStore({ owner: config, storage: sessions, world, visitor });

  const refresh = async (refreshToken: string) => {
    const { AuthenticationResult } = await request(userPool, 'GetTokensFromRefreshToken', {
      ClientId: clientId,
      RefreshToken: refreshToken,
    });
    return readTokens(AuthenticationResult, refreshToken);
  };
  const revoke = (refreshToken: string) =>
    request(userPool, 'RevokeToken', { ClientId: clientId, Token: refreshToken }).then(
      () => undefined,
      // Nobody waits for it, and the token is gone from here: it dies of old age.
      () => undefined,
    );
  /** With an access token that may have run out since it was stored. */
  const endEverywhere = async ({ accessToken, refreshToken }: Tokens) => {
    const end = (token: string) => request(userPool, 'GlobalSignOut', { AccessToken: token });
    try {
      await end(accessToken);
    } catch (error) {
      if (!isCognitoError(error, 'NotAuthorizedException')) throw error;
      await end((await refresh(refreshToken)).accessToken);
    }
  };
  const getTokens = createGetTokens({ owner: config, store, locked, refresh, revoke });

  const identity = createIdentity({
    configured: identityPoolId !== undefined,
    sessionStatus: () => store.getSession().status,
    epochId: store.epochId,
  });
  const settings =
    identityPoolId === undefined
      ? undefined
      : {
          identityPoolId,
          region: config.identityRegion,
          endpoint: config.identityPoolEndpoint,
          customRoleArn,
        };
  const identityPool = { endpoint: config.identityPoolEndpoint, world };
  const call = async (operation: string, input: object, signal?: AbortSignal) =>
    (await post(identityPool, 'AWSCognitoIdentityService', operation, input, signal)) as Record<
      string,
      unknown
    >;
  const { credentialsProvider } = given;
  const credentials = createCredentials({
    settings,
    report: identity.report,
    exchange: async (pool, identityId, logins, signal) =>
      credentialsProvider
        ? {
            ...(await credentialsProvider({ identityId, logins, region: pool.region, customRoleArn })()),
            identityId,
          }
        : exchange(call, pool, identityId, logins, signal),
    host: {
      call,
      async principal() {
        const record = await store.sync();
        const epochId = store.epochId();
        if (record) return { kind: 'user', epochId };
        return config.guest ? { kind: 'guest', epochId } : undefined;
      },
      epochId: store.epochId,
      epochSignal: store.epochSignal,
      async logins({ kind }) {
        const tokens = kind === 'user' ? await getTokens() : undefined;
        return tokens && { [config.login]: tokens.idToken };
      },
      load: async ({ kind }) =>
        kind === 'user' ? (await store.sync())?.identity : (await browser.read()).guest,
      async save({ kind, epochId }, known) {
        if (kind === 'guest') await browser.update((held) => ({ ...held, guest: known }));
        else
          await store.update(epochId, (held) => {
            const next = { ...held };
            delete next.identity;
            return known ? { ...next, identity: known } : next;
          });
      },
      locked: (name, work) => locked(`${clientId}.${name}`, work),
      now: store.clock.now,
      measure: store.clock.measure,
    },
  });

  const stopResetting = store.subscribe(identity.reset);
  const stopRemembering = store.subscribe(() => {
    const session = store.getSession();
    if (session.status === 'signedIn')
      void browser.update((held) => ({ ...held, username: session.username }));
  });
  const reading = store.sync();
  if (identityPoolId !== undefined && !credentialsProvider) warm();

  return {
    config,
    userPool,
    getSession: store.getSession,
    subscribe: store.subscribe,
    ready: () => reading.then(store.getSession),
    getTokens,
    adoptTokens: store.adopt,
    async signOut({ everywhere = false } = {}) {
      const wiped = await store.end();
      const told = wiped.map((record) => (everywhere ? endEverywhere(record) : revoke(record.refreshToken)));
      if (everywhere) await Promise.all(told);
    },
    async forgetBrowser() {
      await browser.clear();
      // The guest of before is no more; whoever is signed in stays.
      if (!(await store.sync())) await store.end();
    },
    rememberedUsername: async () => (await browser.read()).username,
    credentials,
    identity,
    epochId: store.epochId,
    onSuperseded: store.onSuperseded,
    systemClockOffset: store.clock.offset,
    persistence: () => sessions.persistence,
    requestHandler: (inner) =>
      createRequestHandler({ fetch: world.fetch, epoch: store.epochSignal(), inner }),
    destroy() {
      stopResetting();
      stopRemembering();
      store.destroy();
    },
  };
}
