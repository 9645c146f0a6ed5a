/** AWS's own provider is downloaded for the first exchange: what is told when that download fails. */
import { expect, it, vi } from 'vitest';
import { exchange } from '../../../src/aws/exchange.ts';
import type { IdentityPoolHost } from '../../../src/aws/identity-pool.ts';

vi.mock('@aws-sdk/credential-providers/dist-es/fromCognitoIdentity.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

it('it is the network’s fault, and says what to do', async () => {
  const config = { identityRegion: 'eu-west-1', identityPoolEndpoint: 'https://identity.example.com' };
  const host = { config } as unknown as IdentityPoolHost;
  const failing = exchange(host, 'an id', undefined, undefined, new AbortController().signal);
  await expect(failing).rejects.toMatchObject({
    kind: 'network',
    code: 'NetworkError',
    message: expect.stringMatching(/Try again.*reload the page/) as string,
  });
});
