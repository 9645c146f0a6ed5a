/** A client of the kit on a local AWS over HTTP, beside clients of other libraries. It records its requests. */
import { createCognito } from '../../src/client/create-cognito.ts';
import type { CognitoConfig } from '../../src/config/config.ts';
import type { ServerUnderTest } from './local-aws-server.ts';
import { createNetwork } from './network.ts';

export function createHttpClient(aws: ServerUnderTest, config: Partial<CognitoConfig> = {}) {
  const network = createNetwork((url, init) => fetch(url, init));
  const { userPoolId, clientId } = aws.config;
  const page = createCognito({
    userPoolId,
    clientId,
    endpoint: aws.url,
    storage: 'memory',
    location: undefined,
    locks: undefined,
    fetch: network.fetch,
    ...config,
  });
  return { ...network, page };
}
