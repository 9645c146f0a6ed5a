/**
 * The basic (classic) flow: the identity pool issues a token, and STS exchanges it for keys of a role that the app names.
 * AWS's session policy does not limit a guest's keys there, so both the config and the pool have to allow the flow. This
 * module is downloaded only when the config does.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
import { CognitoError, invalidResponseError, isCognitoError, outcomeUnknownError } from '../errors.ts';
import type { CredentialsRequest, IdentityPoolHost, IssuedCredentials } from './identity-pool-host.ts';

/** Reads an element's text. No entity needs decoding: keys and tokens are base64, and error codes are letters. */
const textOf = (xml: string, element: string) =>
  new RegExp(`<${element}>([^<]+)</${element}>`).exec(xml)?.[1];

/**
 * Requests the keys of an identity by GetOpenIdToken and AssumeRoleWithWebIdentity.
 * @throws {CognitoError} `ConfigInvalid` when the config names no role; `InvalidResponse` when a reply lacks token or
 * keys; `NetworkError`, `Timeout`; STS's own code, such as `AccessDenied`, when it refuses
 */
export async function classicFlow(
  host: IdentityPoolHost,
  { identityId: sentId, logins, customRoleArn }: CredentialsRequest,
  signal: AbortSignal,
): Promise<IssuedCredentials> {
  const { authenticatedRoleArn, guestRoleArn } = host.config.classicFlow ?? {};
  const RoleArn = customRoleArn ?? (logins ? authenticatedRoleArn : guestRoleArn);
  const missing = logins ? 'authenticatedRoleArn' : 'guestRoleArn';
  if (!RoleArn)
    throw new CognitoError({
      kind: 'config',
      code: 'ConfigInvalid',
      message: `No AWS credentials: in the classic flow the app names the role, and classicFlow.${missing} is missing. Name it, or use the enhanced flow.`,
    });
  const reply = await host.call('GetOpenIdToken', { IdentityId: sentId, Logins: logins }, signal);
  const { IdentityId: identityId = sentId, Token } = reply as { IdentityId?: string; Token?: string };
  if (!Token) throw invalidResponseError('InvalidResponse', 'GetOpenIdToken answered without a token');
  const xml = await assumeRole(host, { RoleArn, WebIdentityToken: Token }, signal);
  const [accessKeyId, secretAccessKey, sessionToken, expires = ''] = [
    'AccessKeyId',
    'SecretAccessKey',
    'SessionToken',
    'Expiration',
  ].map((element) => textOf(xml, element));
  const expiration = new Date(expires);
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiration.getTime()))
    throw invalidResponseError('InvalidResponse', 'STS answered without keys');
  return { accessKeyId, secretAccessKey, sessionToken, expiration, identityId };
}

const OPERATION = 'AssumeRoleWithWebIdentity';

/**
 * Sends AssumeRoleWithWebIdentity, as a form: a simple request, without a CORS preflight.
 * @returns the reply's XML
 */
async function assumeRole(
  { config, fetch, withTimeout }: IdentityPoolHost,
  input: { RoleArn: string; WebIdentityToken: string },
  outer: AbortSignal,
): Promise<string> {
  const send = async (signal: AbortSignal) => {
    const response = await fetch(`${config.identityPoolEndpoint.replace('cognito-identity.', 'sts.')}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        Action: OPERATION,
        Version: '2011-06-15',
        RoleSessionName: 'cognito-kit',
        ...input,
      }).toString(),
      signal,
    });
    return { response, xml: await response.text() };
  };
  const { response, xml } = await withTimeout(OPERATION, send, outer).catch((error: unknown) => {
    throw isCognitoError(error)
      ? error
      : outcomeUnknownError('network', 'NetworkError', `${OPERATION} did not reach STS`, error);
  });
  if (response.ok) return xml;
  const code = textOf(xml, 'Code');
  throw new CognitoError({
    kind: response.status >= 500 ? 'server' : 'rejected',
    code: code ?? 'ServerError',
    message: `${OPERATION} was refused (${code ?? `HTTP ${response.status}`}), so there are no AWS credentials. Check that the role’s trust policy names this identity pool and its guests or users.`,
  });
}
