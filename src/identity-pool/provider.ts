/**
 * AWS's own exchange of an identity for keys, loaded on first use. It keeps no state of ours and shares none: a fresh
 * provider for each exchange, which sends through our transport.
 */
import type { IdentityPoolCall, IdentityPoolSettings } from './identity-pool.ts';

/** The package's index does not bundle for browsers with esbuild or rollup; this module of it does. */
const load = () => import('@aws-sdk/credential-providers/dist-es/fromCognitoIdentity.js');

/** Fetches the code ahead of its first use, when the page has nothing better to do. Sends nothing to AWS. */
export const warm = (): void => {
  const start = () => void load().catch(() => undefined);
  if (typeof requestIdleCallback === 'function') requestIdleCallback(start);
};

export interface Exchanged {
  /** May differ from the one that was asked with: a merge of two identities. */
  identityId: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

export async function exchange(
  call: IdentityPoolCall,
  { region, endpoint, customRoleArn }: IdentityPoolSettings,
  identityId: string,
  logins: Readonly<Record<string, string>> | undefined,
  signal: AbortSignal,
): Promise<Exchanged> {
  const { fromCognitoIdentity } = await load();
  let answeredId = identityId;
  const keys = await fromCognitoIdentity({
    identityId,
    ...(logins ? { logins } : {}),
    ...(customRoleArn === undefined ? {} : { customRoleArn }),
    clientConfig: {
      region,
      endpoint,
      maxAttempts: 1, // Our transport knows what may be repeated.
      requestHandler: {
        // Only operation and input are taken from AWS's request: with our transport's two headers instead of its
        // seven, this request shares the CORS preflight of GetId.
        async handle({ headers, body }) {
          const operation = (headers['x-amz-target'] ?? headers['X-Amz-Target'] ?? '').replace(/^.*\./, '');
          const output = await call(operation, (await new Response(body).json()) as object, signal);
          // AWS's provider gives back the id that it was asked with.
          if (typeof output['IdentityId'] === 'string') answeredId = output['IdentityId'];
          return {
            response: {
              statusCode: 200,
              headers: { 'content-type': 'application/x-amz-json-1.1' },
              body: new Response(JSON.stringify(output)).body,
            },
          };
        },
        destroy() {},
      },
    },
  })();
  return { ...keys, identityId: answeredId };
}
