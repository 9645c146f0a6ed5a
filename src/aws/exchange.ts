/** The two steps from a login to AWS keys: who it is, and that one's keys. */
import { invalidResponseError, download } from '../errors.ts';
import type { IdentityPoolHost, Issued, Logins } from './identity-pool.ts';

/** AWS's own provider. The package's index does not bundle for browsers with esbuild or rollup; this module of it does. */
const load = () => download(() => import('@aws-sdk/credential-providers/dist-es/fromCognitoIdentity.js'));

/** Fetches AWS's code ahead of its first use, when the page has nothing better to do. Sends nothing to AWS. */
export const warm = (): void => {
  globalThis.requestIdleCallback?.(() => void load().catch(() => undefined));
};

/**
 * Asks who it is: a guest gets a new identity at every call, a login always the same.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
 */
export async function identify(
  { call, config }: IdentityPoolHost,
  logins: Logins,
  signal: AbortSignal,
): Promise<string> {
  const answer = await call('GetId', { IdentityPoolId: config.identityPoolId, Logins: logins }, signal);
  const { IdentityId: identityId } = answer as { IdentityId?: string };
  if (!identityId) throw invalidResponseError('InvalidResponse', 'GetId brought no identity id');
  return identityId;
}

/**
 * Asks for an identity's keys, by AWS's own provider, loaded on first use. It keeps no state of ours and shares none: a
 * fresh one for each exchange, which sends through our transport. The id that comes back may be another one: a merge of
 * two identities.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 */
export async function exchange(
  host: IdentityPoolHost,
  known: string,
  logins: Logins,
  customRoleArn: string | undefined,
  signal: AbortSignal,
): Promise<Issued> {
  const { call, config, credentialsProvider } = host;
  const { identityRegion: region, identityPoolEndpoint: endpoint } = config;
  let identityId = known;
  const asked = { identityId, logins, region, customRoleArn };
  if (credentialsProvider) {
    const keys = await host.withTimeout('credentialsProvider', credentialsProvider(asked), signal);
    return { ...keys, identityId };
  }
  if (config.classicFlow)
    return (await download(() => import('./classic-flow.ts'))).classicFlow(host, asked, signal);

  const { fromCognitoIdentity } = await load();
  // Only the input is taken from AWS's request: with our transport's two headers instead of its seven, this request
  // shares the CORS preflight of GetId.
  const handle = async ({ body }: { body?: BodyInit }) => {
    const input = (await new Response(body).json()) as object;
    const output = await call('GetCredentialsForIdentity', input, signal);
    // AWS's provider gives back the id that it was asked with.
    identityId = (output as { IdentityId?: string }).IdentityId ?? identityId;
    return { response: { statusCode: 200, headers: {}, body: new Response(JSON.stringify(output)).body } };
  };
  const provide = fromCognitoIdentity({
    ...asked,
    // Our transport knows what may be repeated.
    clientConfig: { region, endpoint, maxAttempts: 1, requestHandler: { handle } },
  });
  const keys = await provide();
  return { ...keys, identityId };
}
