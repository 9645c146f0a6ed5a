/** The rules for every answer. `brokenRules` returns one line for each broken rule. */
import type { Round } from './round.ts';
import { publicOperations, tokenOperations } from './operations.ts';
import { type Sent, signerOf } from './reference-signature.ts';

export interface Exchange {
  sent: Sent;
  status: number;
  headers: Headers;
  text: string;
  /** The lines that the server printed during the request. */
  printed: readonly string[];
}

type Json = Record<string, unknown>;

const readJson = (text: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
};

/** Returns every string inside the value. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
};

const has = (list: readonly string[], name: string) => list.includes(name);

/** Checks that an error is one of the protocol: a code, a message and the right headers. */
function* wellFormed({ sent, status, headers, text }: Exchange): Generator<string> {
  if (status === 500 || (status > 501 && status < 600)) yield `answered ${status}`;
  if (status < 400 || sent.method === 'HEAD') return;
  const type = headers.get('content-type') ?? '';
  if (type.includes('amz-json')) {
    const body = readJson(text);
    if (typeof body?.['__type'] !== 'string' || body['__type'] === '') yield 'an error without __type';
    // The local DynamoDB is dynalite, whose errors have no such header and use `Message` or `message`.
    const dynamodb = sent.headers.get('x-amz-target')?.startsWith('DynamoDB');
    if (!dynamodb && headers.get('x-amzn-errortype') !== `${String(body?.['__type'])}:`)
      yield 'an error without x-amzn-ErrorType';
    if (!(body?.['message'] ?? body?.['Message'])) yield 'an error without a message';
  } else if (type.includes('xml')) {
    if (!/<Code>\w+<\/Code>/.test(text)) yield 'an error without a Code';
  } else if (typeof readJson(text)?.['message'] !== 'string')
    yield `an error of type "${type}" without a message`;
}

/** Checks that the user pool grants nothing without a token or proof. */
function* userPoolRules(
  round: Round,
  operation: string,
  body: Json,
  answer: Json,
  root: boolean,
): Generator<string> {
  if (has(tokenOperations, operation)) {
    const token = body['AccessToken'];
    const byToken = typeof token === 'string' && round.accessTokens.has(token);
    const bySession = round.proofs.has(String(body['Session'])) && operation.endsWith('SoftwareToken');
    if (!byToken && !bySession) yield `${operation} without a token`;
  } else if (!has(publicOperations, operation) && !root) yield `${operation} without the account's keys`;

  const owners = textsIn(body).flatMap((text) => round.proofs.get(text) ?? []);
  const { AuthenticationResult: result } = answer as { AuthenticationResult?: Record<string, string> };
  if (result) {
    const claims = readJson(Buffer.from(result['IdToken']?.split('.')[1] ?? '', 'base64url').toString());
    const owner = String(claims?.['cognito:username']);
    if (!owners.includes(owner) && !owners.includes('any user')) yield `tokens for ${owner} without a proof`;
  }
  const writes = ['ConfirmSignUp', 'ConfirmForgotPassword'];
  if (writes.includes(operation) && owners.length === 0) yield `${operation} without a code`;
}

/** Checks that the identity pool returns a user's identity only for that user's token. */
function* identityPoolRules(
  round: Round,
  operation: string,
  body: Json,
  answer: Json,
  root: boolean,
): Generator<string> {
  const guests = ['GetId', 'GetCredentialsForIdentity', 'GetOpenIdToken', 'UnlinkIdentity'];
  if (!guests.includes(operation) && !root) yield `${operation} without the account's keys`;
  const identity = answer['IdentityId'] ?? body['IdentityId'];
  if (identity === round.identities.victim) yield 'the victim’s identity';
  if (identity !== round.identities.ada) return;
  const token = round.names.get('ada.id') ?? '';
  const logins = body['Logins'] as Json | undefined;
  if (logins?.[round.names.get('loginKey') ?? ''] !== token)
    yield 'a user’s identity without that user’s token';
}

/** Returns whether the policies allow the request: all may read `public/`, and Ada may do anything under her own prefix. */
function isAllowed(round: Round, signer: 'ada' | 'guest' | 'root', { method, url }: Sent): boolean {
  const { pathname, searchParams } = new URL(url);
  const [, , ...rest] = pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  const own = signer === 'guest' ? 'no prefix' : `private/${round.identities.ada}/`;
  if (signer === 'root') return true;
  if (key !== '')
    return key.startsWith(own) || (key.startsWith('public/') && ['GET', 'HEAD'].includes(method));
  const prefix = searchParams.get('prefix') ?? '';
  return method === 'POST' || prefix.startsWith('public/') || prefix.startsWith(own);
}

function* signedRules(
  round: Round,
  { sent, text }: Exchange,
  service: 's3' | 'dynamodb' | 'sts',
): Generator<string> {
  const keys = signerOf(sent, Object.values(round.keys));
  if (!keys) {
    if (service !== 'sts' || !sent.url.includes('AssumeRole')) yield `${service} without a right signature`;
    return;
  }
  const signer = (['ada', 'guest', 'root'] as const).find((name) => round.keys[name] === keys) ?? 'guest';
  if (service === 's3' && !isAllowed(round, signer, sent)) yield `${signer} touched ${sent.url}`;
  const deleted = [...text.matchAll(/<Deleted><Key>([^<]*)/g)].map(([, key]) => key ?? '');
  const notAllowed = deleted.filter(
    (key) => signer !== 'ada' || !key.startsWith(`private/${round.identities.ada}/`),
  );
  if (notAllowed.length > 0) yield `${signer} deleted ${notAllowed.join()}`;
}

/** Adds the tokens, passwords and sessions of a successful request to the round's proofs. */
function recordProofs(round: Round, operation: string, body: Json, answer: Json): void {
  const proven =
    textsIn(body).some((text) => round.proofs.has(text)) ||
    round.accessTokens.has(String(body['AccessToken']));
  const tokens = answer['AuthenticationResult'] as Record<string, string> | undefined;
  if (tokens?.['AccessToken']) round.accessTokens.add(tokens['AccessToken']);
  if (tokens?.['RefreshToken']) round.proofs.set(tokens['RefreshToken'], 'any user');
  if (proven && typeof answer['Session'] === 'string') round.proofs.set(answer['Session'], 'any user');
  const responses = body['ChallengeResponses'] as Json | undefined;
  const passwords =
    operation === 'InitiateAuth'
      ? []
      : [body['Password'], body['ProposedPassword'], responses?.['NEW_PASSWORD']];
  for (const password of passwords) if (typeof password === 'string') round.proofs.set(password, 'any user');
  if (operation === 'GlobalSignOut') round.accessTokens.delete(String(body['AccessToken']));
}

function* successRules(round: Round, exchange: Exchange): Generator<string> {
  const { sent, text } = exchange;
  const { pathname } = new URL(sent.url);
  if (sent.method === 'OPTIONS') return;
  const [service = '', operation = ''] = (sent.headers.get('x-amz-target') ?? '').split('.');
  const body = readJson(new TextDecoder().decode(sent.body)) ?? {};
  const answer = readJson(text) ?? {};
  if (sent.headers.has('x-amz-target')) {
    const root = signerOf(sent, [round.keys.root]) !== undefined;
    if (service === 'DynamoDB_20120810') yield* signedRules(round, exchange, 'dynamodb');
    else if (service === 'AWSCognitoIdentityService')
      yield* identityPoolRules(round, operation, body, answer, root);
    else if (service === 'AWSCognitoIdentityProviderService') {
      yield* userPoolRules(round, operation, body, answer, root);
      const named = new TextDecoder().decode(sent.body);
      if (root && named.includes('victim')) round.victimManaged = true;
      recordProofs(round, operation, body, answer);
    } else yield `${service} is no service`;
  } else if (pathname.startsWith('/_local/')) {
    const origin = sent.headers.get('origin');
    if (origin !== null && !/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin))
      yield `/_local answered ${origin}`;
  } else if (
    pathname === '/' &&
    ['GET', 'HEAD'].includes(sent.method) &&
    text.startsWith('cognito-kit-local')
  )
    return;
  else if (pathname.includes('/.well-known/')) {
    if (/"(d|p|q|dp|dq|qi|k)":/.test(text)) yield 'a private key in the JWKS';
  } else yield* signedRules(round, exchange, pathname === '/' ? 'sts' : 's3');
}

/** Returns one line for each rule that the exchange breaks. */
export function brokenRules(round: Round, exchange: Exchange): string[] {
  const broken = [...wellFormed(exchange)];
  if (exchange.status >= 200 && exchange.status < 300) broken.push(...successRules(round, exchange));
  const { sent, text, printed } = exchange;
  const root = signerOf(sent, [round.keys.root]) !== undefined;
  if (text.includes(round.canary) && !root) broken.push('the response contains the victim’s data');
  for (const secret of round.secrets)
    if (printed.some((line) => line.includes(secret)))
      broken.push(`a secret was printed: ${printed.join('\n')}`);
  if ('polluted' in {}) broken.push('Object.prototype was polluted');
  return broken;
}
