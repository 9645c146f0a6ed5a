/** What the identity pool needs of the session, the stores and the transport. */
import type { ResolvedConfig } from '../config/config.ts';
import type { IdentityPoolHost } from '../identity-pool/identity-pool.ts';
import type { World } from '../lib/world.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { Locked } from '../session/locked.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';
import { post } from '../user-pool/request.ts';

export interface IdentityHostOptions {
  config: ResolvedConfig;
  world: World;
  store: SessionStore;
  browser: BrowserMemory;
  locked: Locked;
  getTokens: () => Promise<Tokens | undefined>;
}

export function createIdentityHost(options: IdentityHostOptions): IdentityPoolHost {
  const { config, world, store, browser, locked, getTokens } = options;
  const service = { endpoint: config.identityPoolEndpoint, world };
  return {
    call: async (operation, input, signal) =>
      (await post(service, 'AWSCognitoIdentityService', operation, input, signal)) as Record<string, unknown>,
    async principal() {
      const record = await store.sync();
      if (!record && !config.guest) return undefined;
      return { kind: record ? 'user' : 'guest', epochId: store.epochId(), signal: store.epochSignal() };
    },
    epochId: store.epochId,
    async logins({ kind }) {
      const tokens = kind === 'user' ? await getTokens() : undefined;
      return tokens && { [config.login]: tokens.idToken };
    },
    async load({ kind, epochId }) {
      if (kind === 'guest') return (await browser.read()).guest;
      const record = await store.sync();
      return record?.epoch === epochId ? record.identity : undefined;
    },
    async save({ kind, epochId }, known) {
      if (kind === 'guest') return browser.update({ guest: known });
      await store.update(epochId, (held) => ({ ...held, identity: known }));
    },
    locked: (name, work) => locked(`${config.clientId}.${name}`, work),
    now: store.clock.now,
    measure: store.clock.measure,
  };
}
