/** AWS's own provider is downloaded for the first exchange, and that download may fail. */
import { expect, it, vi } from 'vitest';
import { requestCredentials } from '../../../src/aws/exchange.ts';
import type { IdentityPoolHost } from '../../../src/aws/identity-pool-host.ts';

vi.mock('@aws-sdk/credential-providers/dist-es/fromCognitoIdentity.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

it('AWS’s provider: a failed download is a NetworkError that says what to do', async () => {
  const config = { identityRegion: 'eu-west-1', identityPoolEndpoint: 'https://identity.example.com' };
  const host = { config } as unknown as IdentityPoolHost;
  const request = { identityId: 'an id', logins: undefined, customRoleArn: undefined };
  const failing = requestCredentials(host, request, new AbortController().signal);
  await expect(failing).rejects.toMatchObject({
    kind: 'network',
    code: 'NetworkError',
    message: expect.stringMatching(/Try again.*reload the page/) as string,
  });
});
