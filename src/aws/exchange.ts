/** Sends the two requests of the enhanced flow: GetId for the identity id, GetCredentialsForIdentity for its keys. */
import { invalidResponseError, download } from '../errors.ts';
import type {
  CredentialsRequest,
  IdentityPoolHost,
  IssuedCredentials,
  Logins,
} from './identity-pool-host.ts';

/** Imports AWS's own provider: its module, since the package's index does not bundle for browsers with esbuild or rollup. */
const importProvider = () =>
  download(() => import('@aws-sdk/credential-providers/dist-es/fromCognitoIdentity.js'));

/** Downloads AWS's own provider when the page is idle, ahead of its first use. Sends nothing to AWS. */
export const preloadProvider = (): void => {
  globalThis.requestIdleCallback?.(() => void importProvider().catch(() => undefined));
};

/**
 * Requests the identity id: for a guest a new one at every call, for a login always the same.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
 * @throws {CognitoError} `InvalidResponse` when the reply has no identity id; errors of the request
 */
export async function requestIdentityId(
  { call, config }: IdentityPoolHost,
  logins: Logins,
  signal: AbortSignal,
): Promise<string> {
  const reply = await call('GetId', { IdentityPoolId: config.identityPoolId, Logins: logins }, signal);
  const { IdentityId: identityId } = reply as { IdentityId?: string };
  if (!identityId) throw invalidResponseError('InvalidResponse', 'GetId answered without an identity id');
  return identityId;
}

/**
 * Requests the AWS keys of an identity: from the app's `credentialsProvider`, by the classic flow, or from AWS's own
 * provider. AWS's provider is made anew for each exchange, so it shares no state, and sends through our transport.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 * @returns the keys, and the identity id of the reply: another one than was sent when two identities were merged
 * @throws {CognitoError} `NetworkError` when AWS's provider cannot be downloaded; errors of the requests; errors of the
 * app's provider as they are
 */
export async function requestCredentials(
  host: IdentityPoolHost,
  { identityId, logins, customRoleArn }: Omit<CredentialsRequest, 'region'>,
  signal: AbortSignal,
): Promise<IssuedCredentials> {
  const { call, config, credentialsProvider } = host;
  const { identityRegion: region, identityPoolEndpoint: endpoint } = config;
  const request = { identityId, logins, region, customRoleArn };
  if (credentialsProvider) {
    const keys = await host.withTimeout('credentialsProvider', credentialsProvider(request), signal);
    return { ...keys, identityId };
  }
  if (config.classicFlow)
    return (await download(() => import('./classic-flow.ts'))).classicFlow(host, request, signal);

  const { fromCognitoIdentity } = await importProvider();
  let issuedTo = identityId;
  // Takes only the input from AWS's request, and sends it with our transport's two headers instead of AWS's seven, so
  // this request shares the CORS preflight of GetId.
  const handle = async ({ body }: { body?: BodyInit }) => {
    const input = (await new Response(body).json()) as object;
    const output = await call('GetCredentialsForIdentity', input, signal);
    // AWS's provider returns the id that was sent, so the reply's own is read here.
    issuedTo = (output as { IdentityId?: string }).IdentityId ?? identityId;
    return { response: { statusCode: 200, headers: {}, body: new Response(JSON.stringify(output)).body } };
  };
  const provide = fromCognitoIdentity({
    ...request,
    // Repetition is left to our transport, which knows which requests may be repeated.
    clientConfig: { region, endpoint, maxAttempts: 1, requestHandler: { handle } },
  });
  const keys = await provide();
  return { ...keys, identityId: issuedTo };
}
