/** What must hold for every answer, whatever was asked. Each broken rule is one line; none means that all is well. */
import type { Era } from './era.ts';
import { publicOperations, tokenOperations } from './operations.ts';
import { type Sent, signerOf } from './reference-signature.ts';

export interface Exchange {
  sent: Sent;
  status: number;
  headers: Headers;
  text: string;
  /** Lines for the terminal while it was answered. */
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

/** Every text anywhere in it. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
};

const has = (list: readonly string[], name: string) => list.includes(name);

/** A failure says what it is, in the words of its protocol. */
function* wellFormed({ sent, status, headers, text }: Exchange): Generator<string> {
  if (status === 500 || (status > 501 && status < 600)) yield `answered ${status}`;
  if (status < 400 || sent.method === 'HEAD') return;
  const type = headers.get('content-type') ?? '';
  if (type.includes('amz-json')) {
    const body = readJson(text);
    if (typeof body?.['__type'] !== 'string' || body['__type'] === '') yield 'an error without __type';
    // DynamoDB, whose errors are dynalite's here, has no such header and writes `Message` as well as `message`
    const dynamodb = sent.headers.get('x-amz-target')?.startsWith('DynamoDB');
    if (!dynamodb && headers.get('x-amzn-errortype') !== `${String(body?.['__type'])}:`)
      yield 'an error without x-amzn-ErrorType';
    if (!(body?.['message'] ?? body?.['Message'])) yield 'an error without a message';
  } else if (type.includes('xml')) {
    if (!/<Code>\w+<\/Code>/.test(text)) yield 'an error without a Code';
  } else if (typeof readJson(text)?.['message'] !== 'string')
    yield `an error of type "${type}" without a message`;
}

/** The user pool does nothing for those who show neither token nor proof. */
function* userPoolRules(
  era: Era,
  operation: string,
  body: Json,
  answer: Json,
  root: boolean,
): Generator<string> {
  if (has(tokenOperations, operation)) {
    const token = body['AccessToken'];
    const byToken = typeof token === 'string' && era.accessTokens.has(token);
    const bySession = era.proofs.has(String(body['Session'])) && operation.endsWith('SoftwareToken');
    if (!byToken && !bySession) yield `${operation} without a token`;
  } else if (!has(publicOperations, operation) && !root) yield `${operation} without the account's keys`;

  const owners = textsIn(body).flatMap((text) => era.proofs.get(text) ?? []);
  const { AuthenticationResult: result } = answer as { AuthenticationResult?: Record<string, string> };
  if (result) {
    const claims = readJson(Buffer.from(result['IdToken']?.split('.')[1] ?? '', 'base64url').toString());
    const owner = String(claims?.['cognito:username']);
    if (!owners.includes(owner) && !owners.includes('anybody')) yield `tokens for ${owner} without a proof`;
  }
  const writes = ['ConfirmSignUp', 'ConfirmForgotPassword'];
  if (writes.includes(operation) && owners.length === 0) yield `${operation} without a code`;
}

/** The identity pool gives a user's identity to that user's token only. */
function* identityPoolRules(
  era: Era,
  operation: string,
  body: Json,
  answer: Json,
  root: boolean,
): Generator<string> {
  const guests = ['GetId', 'GetCredentialsForIdentity', 'GetOpenIdToken', 'UnlinkIdentity'];
  if (!guests.includes(operation) && !root) yield `${operation} without the account's keys`;
  const identity = answer['IdentityId'] ?? body['IdentityId'];
  if (identity === era.identities.victim) yield 'the victim’s identity';
  if (identity !== era.identities.ada) return;
  const token = era.names.get('ada.id') ?? '';
  const logins = body['Logins'] as Json | undefined;
  if (logins?.[era.names.get('loginKey') ?? ''] !== token)
    yield 'a user’s identity without that user’s token';
}

/** Under `public/` everybody reads; under their own prefix users do as they like. */
function mayTouch(era: Era, who: 'ada' | 'guest' | 'root', { method, url }: Sent): boolean {
  const { pathname, searchParams } = new URL(url);
  const [, , ...rest] = pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  const own = who === 'guest' ? 'no prefix' : `private/${era.identities.ada}/`;
  if (who === 'root') return true;
  if (key !== '')
    return key.startsWith(own) || (key.startsWith('public/') && ['GET', 'HEAD'].includes(method));
  const prefix = searchParams.get('prefix') ?? '';
  return method === 'POST' || prefix.startsWith('public/') || prefix.startsWith(own);
}

function* signedRules(
  era: Era,
  { sent, text }: Exchange,
  service: 's3' | 'dynamodb' | 'sts',
): Generator<string> {
  const keys = signerOf(sent, Object.values(era.keys));
  if (!keys) {
    if (service !== 'sts' || !sent.url.includes('AssumeRole')) yield `${service} without a right signature`;
    return;
  }
  const who = (['ada', 'guest', 'root'] as const).find((name) => era.keys[name] === keys) ?? 'guest';
  if (service === 's3' && !mayTouch(era, who, sent)) yield `${who} touched ${sent.url}`;
  const deleted = [...text.matchAll(/<Deleted><Key>([^<]*)/g)].map(([, key]) => key ?? '');
  const strayed = deleted.filter((key) => who !== 'ada' || !key.startsWith(`private/${era.identities.ada}/`));
  if (strayed.length > 0) yield `${who} deleted ${strayed.join()}`;
}

/** Takes note of what an accepted request has made: tokens, passwords, sessions. */
function learn(era: Era, operation: string, body: Json, answer: Json): void {
  const proven =
    textsIn(body).some((text) => era.proofs.has(text)) || era.accessTokens.has(String(body['AccessToken']));
  const made = answer['AuthenticationResult'] as Record<string, string> | undefined;
  if (made?.['AccessToken']) era.accessTokens.add(made['AccessToken']);
  if (made?.['RefreshToken']) era.proofs.set(made['RefreshToken'], 'anybody');
  if (proven && typeof answer['Session'] === 'string') era.proofs.set(answer['Session'], 'anybody');
  const responses = body['ChallengeResponses'] as Json | undefined;
  const passwords =
    operation === 'InitiateAuth'
      ? []
      : [body['Password'], body['ProposedPassword'], responses?.['NEW_PASSWORD']];
  for (const password of passwords) if (typeof password === 'string') era.proofs.set(password, 'anybody');
  if (operation === 'GlobalSignOut') era.accessTokens.delete(String(body['AccessToken']));
}

function* successRules(era: Era, exchange: Exchange): Generator<string> {
  const { sent, text } = exchange;
  const { pathname } = new URL(sent.url);
  if (sent.method === 'OPTIONS') return;
  const [service = '', operation = ''] = (sent.headers.get('x-amz-target') ?? '').split('.');
  const body = readJson(new TextDecoder().decode(sent.body)) ?? {};
  const answer = readJson(text) ?? {};
  if (sent.headers.has('x-amz-target')) {
    const root = signerOf(sent, [era.keys.root]) !== undefined;
    if (service === 'DynamoDB_20120810') yield* signedRules(era, exchange, 'dynamodb');
    else if (service === 'AWSCognitoIdentityService')
      yield* identityPoolRules(era, operation, body, answer, root);
    else if (service === 'AWSCognitoIdentityProviderService') {
      yield* userPoolRules(era, operation, body, answer, root);
      const named = new TextDecoder().decode(sent.body);
      if (root && named.includes('victim')) era.victimManaged = true;
      learn(era, operation, body, answer);
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
  } else yield* signedRules(era, exchange, pathname === '/' ? 'sts' : 's3');
}

export function brokenRules(era: Era, exchange: Exchange): string[] {
  const broken = [...wellFormed(exchange)];
  if (exchange.status >= 200 && exchange.status < 300) broken.push(...successRules(era, exchange));
  const { sent, text, printed } = exchange;
  const root = signerOf(sent, [era.keys.root]) !== undefined;
  if (text.includes(era.canary) && !root) broken.push('the victim’s data came out');
  for (const secret of era.secrets)
    if (printed.some((line) => line.includes(secret)))
      broken.push(`a secret was printed: ${printed.join('\n')}`);
  if ('polluted' in {}) broken.push('Object.prototype was polluted');
  return broken;
}
