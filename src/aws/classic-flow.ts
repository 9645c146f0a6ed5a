/**
 * The basic (classic) flow: the identity pool gives a token, and STS a role that the app names. A guest's keys are then
 * not capped by a session policy, so both the config and the pool have to allow it. Loaded where the config does.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
import { CognitoError, invalidResponseError, isCognitoError, outcomeUnknownError } from '../errors.ts';
import type { Asked, IdentityPoolHost, Issued } from './identity-pool.ts';

/** An element's text; keys and tokens are base64, and names of errors are letters. */
const textOf = (xml: string, element: string) =>
  new RegExp(`<${element}>([^<]+)</${element}>`).exec(xml)?.[1];

export async function classicFlow(
  host: IdentityPoolHost,
  { identityId: known, logins, customRoleArn }: Asked,
  signal: AbortSignal,
): Promise<Issued> {
  const { authenticatedRoleArn, guestRoleArn } = host.config.classicFlow ?? {};
  const RoleArn = customRoleArn ?? (logins ? authenticatedRoleArn : guestRoleArn);
  const missing = logins ? 'authenticatedRoleArn' : 'guestRoleArn';
  if (!RoleArn)
    throw new CognitoError({
      kind: 'config',
      code: 'ConfigInvalid',
      message: `No AWS credentials: in the classic flow the app names the role, and classicFlow.${missing} is missing. Name it, or use the enhanced flow.`,
    });
  const opened = await host.call('GetOpenIdToken', { IdentityId: known, Logins: logins }, signal);
  const { IdentityId: identityId = known, Token } = opened as { IdentityId?: string; Token?: string };
  if (!Token) throw invalidResponseError('InvalidResponse', 'GetOpenIdToken brought no token');
  const xml = await assumeRole(host, { RoleArn, WebIdentityToken: Token }, signal);
  const [accessKeyId, secretAccessKey, sessionToken, expires = ''] = [
    'AccessKeyId',
    'SecretAccessKey',
    'SessionToken',
    'Expiration',
  ].map((element) => textOf(xml, element));
  const expiration = new Date(expires);
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiration.getTime()))
    throw invalidResponseError('InvalidResponse', 'STS brought no keys');
  return { accessKeyId, secretAccessKey, sessionToken, expiration, identityId };
}

const WHAT = 'AssumeRoleWithWebIdentity';

/** A form is a simple request, without a CORS preflight. */
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
        Action: WHAT,
        Version: '2011-06-15',
        RoleSessionName: 'cognito-kit',
        ...input,
      }).toString(),
      signal,
    });
    return { response, xml: await response.text() };
  };
  const { response, xml } = await withTimeout(WHAT, send, outer).catch((error: unknown) => {
    throw isCognitoError(error)
      ? error
      : outcomeUnknownError('network', 'NetworkError', `${WHAT} did not reach STS`, error);
  });
  if (response.ok) return xml;
  const code = textOf(xml, 'Code');
  throw new CognitoError({
    kind: response.status >= 500 ? 'server' : 'rejected',
    code: code ?? 'ServerError',
    message: `${WHAT} was refused (${code ?? `HTTP ${response.status}`}), so there are no AWS credentials. Check that the role’s trust policy names this identity pool and its guests or users.`,
  });
}
