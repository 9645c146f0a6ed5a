/** A user pool for flows and functions that need no client: a host that collects the tokens which it adopts. */
import type { LocalAwsOptions } from 'cognito-kit-local';
import type { FlowHost } from '../../src/sign-in/flows/flow.ts';
import type { Tokens } from '../../src/protocol/tokens.ts';
import type { UserPool } from '../../src/transport/user-pool.ts';
import { createTestAws } from './aws.ts';

export function createTestUserPool(options: LocalAwsOptions = {}) {
  const testAws = createTestAws(options);
  const { aws, clock, fetch } = testAws;
  const tokens: Tokens[] = [];
  const userPool: UserPool = {
    ...aws.config,
    platform: { clock, fetch, random: (length) => crypto.getRandomValues(new Uint8Array(length)) },
  };
  const host: FlowHost = {
    userPool,
    async adoptTokens(adopted) {
      tokens.push(adopted);
    },
  };
  return { ...testAws, host, userPool, tokens };
}
