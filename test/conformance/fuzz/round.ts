/**
 * Sets up the data of one fuzz round. Ada, Grace, Linus and a guest have tokens and keys that the requests may use. Of the
 * victim they know the name and address only. The victim's object, row and attribute contain a canary.
 */
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { LocalAwsServer } from 'cognito-kit-local/node';
import { createSrpExchange, formatTimestamp } from '../../../src/sign-in/engine/srp/srp.ts';
import { type SigningKeys, sign } from './reference-signature.ts';

type Json = Record<string, unknown>;

export interface Round {
  /** The value of each `{{name}}` in a request. */
  readonly names: ReadonlyMap<string, string>;
  readonly keys: Readonly<Record<'ada' | 'guest' | 'root', SigningKeys>>;
  /** Ada's key id and session token with a wrong secret. */
  readonly forger: SigningKeys;
  readonly identities: Readonly<Record<'ada' | 'guest' | 'victim', string>>;
  /** The secret text in the victim's attribute, object and row. */
  readonly canary: string;
  /** The user that each proof belongs to. Proofs are passwords, refresh tokens, codes and valid signatures. */
  readonly proofs: Map<string, string>;
  /** Access tokens that were issued and not revoked. */
  readonly accessTokens: Set<string>;
  /** Whether a request with root credentials has changed the victim, which is allowed. */
  victimManaged: boolean;
  /** Texts that must never be printed. */
  readonly secrets: Set<string>;
  /** Throws if the victim's password, object or row has changed. */
  assertVictimUnharmed(): Promise<void>;
}

/** Joins the claims of `token` with the signature of `other`. */
const withSignatureOf = (token: string, other: string) =>
  [...token.split('.').slice(0, 2), other.split('.')[2] ?? ''].join('.');

const randomPassword = () => `Vv1!${randomBytes(12).toString('hex')}`;
const url = 'http://localhost/';

/** Resets the server and sets up the users, tokens, keys and proofs of a round. */
export async function beginRound(server: LocalAwsServer): Promise<Round> {
  const { aws } = server;
  await aws.reset();
  const { userPoolId, clientId, identityPoolId, region } = aws.config;
  const loginKey = `cognito-idp.${region}.amazonaws.com/${userPoolId}`;
  const call = async (target: string, body: Json, keys?: SigningKeys): Promise<Json> => {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const headers = new Headers({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target });
    if (keys) sign({ method: 'POST', url, headers, body: bytes }, keys, 'dynamodb', aws.clock.now());
    const reply = await aws.fetch(url, { method: 'POST', headers, body: bytes });
    const answer = (await reply.json()) as Json;
    if (!reply.ok) throw new Error(`${target} answered ${JSON.stringify(answer)}`);
    return answer;
  };
  const pool = (operation: string, body: Json) =>
    call(`AWSCognitoIdentityProviderService.${operation}`, { ClientId: clientId, ...body });
  const byPassword = async (USERNAME: string, PASSWORD: string) =>
    pool('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } });
  const signedIn = async (username: string, password: string) => {
    const { AuthenticationResult: result } = await byPassword(username, password);
    return result as { AccessToken: string; IdToken: string; RefreshToken: string };
  };
  const identityOf = async (idToken?: string) => {
    const Logins = idToken === undefined ? {} : { Logins: { [loginKey]: idToken } };
    const { IdentityId } = await call('AWSCognitoIdentityService.GetId', {
      IdentityPoolId: identityPoolId,
      ...Logins,
    });
    const { Credentials } = await call('AWSCognitoIdentityService.GetCredentialsForIdentity', {
      IdentityId,
      ...Logins,
    });
    const { AccessKeyId, SecretKey, SessionToken } = Credentials as Record<string, string>;
    const keys: SigningKeys = {
      accessKeyId: AccessKeyId ?? '',
      secretAccessKey: SecretKey ?? '',
      sessionToken: SessionToken ?? '',
    };
    return { id: String(IdentityId), keys };
  };
  const requestObject = async (key: string, method: 'PUT' | 'GET', body = '') => {
    const sent = {
      method,
      url: `http://localhost/cognito-kit-local/${key}`,
      body: new TextEncoder().encode(body),
    };
    const headers = new Headers();
    sign({ ...sent, headers }, root, 's3', aws.clock.now());
    return aws.fetch(sent.url, { method, headers, ...(method === 'PUT' && { body }) });
  };

  const root: SigningKeys = aws.rootCredentials;
  const canary = `canary${randomBytes(8).toString('hex')}`;
  const passwordOf = (name: string) => aws.users.find(({ username }) => username === name)?.password ?? '';
  const victim = { name: 'victim', email: 'victim@example.com', password: randomPassword() };
  await pool('SignUp', {
    Username: victim.name,
    Password: victim.password,
    UserAttributes: [
      { Name: 'email', Value: victim.email },
      { Name: 'name', Value: canary },
    ],
  });
  await pool('ConfirmSignUp', {
    Username: victim.name,
    ConfirmationCode: await aws.outbox.code(victim.email),
  });
  const victimTokens = await signedIn(victim.name, victim.password);
  const victimIdentity = await identityOf(victimTokens.IdToken);
  const diary = `private/${victimIdentity.id}/diary.txt`;
  await requestObject(diary, 'PUT', canary);
  const row = { owner: { S: victimIdentity.id }, id: { S: '1' }, text: { S: canary } };
  await call('DynamoDB_20120810.PutItem', { TableName: 'notes', Item: row }, root);

  const ada = await signedIn('ada', passwordOf('ada'));
  const adaIdentity = await identityOf(ada.IdToken);
  const guest = await identityOf();
  const { Session: newPassword } = await byPassword('linus', passwordOf('linus'));
  const { Session: mfa } = await byPassword('grace', passwordOf('grace'));
  await pool('SignUp', {
    Username: 'newcomer',
    Password: 'Newcomer-pass-8',
    UserAttributes: [{ Name: 'email', Value: 'newcomer@example.com' }],
  });
  await pool('ForgotPassword', { Username: 'ada' });
  const reset = aws.outbox.all().at(-1)?.code ?? '';
  /** Returns the `Session` of a flow, or a placeholder if the client does not allow it. */
  const sessionOf = (AuthFlow: string) =>
    pool('InitiateAuth', { AuthFlow, AuthParameters: { USERNAME: 'ada' } }).then(
      ({ Session }) => String(Session),
      () => 'not-here-not-here-not-here',
    );

  // uses the kit's SRP client, because the others take a second
  const srp = createSrpExchange((length) => new Uint8Array(randomBytes(length)), { pause: async () => {} });
  const srpA = await srp.publicA();
  const started = await pool('InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: 'ada', SRP_A: srpA },
  });
  const challenge = started['ChallengeParameters'] as Record<string, string>;
  const timestamp = formatTimestamp(aws.clock.now());
  const signature = await srp.sign(challenge, {
    poolName: userPoolId.split('_')[1] ?? '',
    userId: challenge['USER_ID_FOR_SRP'] ?? '',
    password: passwordOf('ada'),
    timestamp,
  });

  const codes = {
    signUp: await aws.outbox.code('newcomer@example.com'),
    reset,
    mfa: aws.outbox.all('+15555550101').at(-1)?.code ?? '123456',
  };
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${ada.IdToken.split('.')[1] ?? ''}.`;
  const names = new Map(
    Object.entries({
      pool: userPoolId,
      client: clientId,
      identityPool: identityPoolId,
      loginKey,
      'ada.password': passwordOf('ada'),
      'grace.password': passwordOf('grace'),
      'linus.password': passwordOf('linus'),
      'ada.access': ada.AccessToken,
      'ada.id': ada.IdToken,
      'ada.refresh': ada.RefreshToken,
      'ada.cut': ada.AccessToken.slice(0, -5),
      'ada.none': none,
      'forged.id': withSignatureOf(victimTokens.IdToken, ada.IdToken),
      'forged.access': withSignatureOf(victimTokens.AccessToken, ada.AccessToken),
      'ada.identity': adaIdentity.id,
      'guest.identity': guest.id,
      'victim.identity': victimIdentity.id,
      'victim.name': victim.name,
      'victim.email': victim.email,
      'session.newPassword': String(newPassword),
      'session.mfa': String(mfa),
      'session.srp': String(started['Session']),
      'srp.A': srpA,
      'srp.user': challenge['USER_ID_FOR_SRP'] ?? '',
      'srp.block': challenge['SECRET_BLOCK'] ?? '',
      'srp.timestamp': timestamp,
      'srp.signature': signature,
      'srp.cut': signature.slice(0, -2),
      'code.signUp': codes.signUp,
      'code.reset': codes.reset,
      'code.mfa': codes.mfa,
      'session.choice': await sessionOf('USER_AUTH'),
      'session.custom': await sessionOf('CUSTOM_AUTH'),
    }),
  );
  const proofs = new Map([
    [passwordOf('ada'), 'ada'],
    [ada.RefreshToken, 'ada'],
    [signature, 'ada'],
    [codes.reset, 'ada'],
    [passwordOf('grace'), 'grace'],
    [codes.mfa, 'grace'],
    [passwordOf('linus'), 'linus'],
    [String(newPassword), 'linus'],
    [codes.signUp, 'newcomer'],
  ]);
  const allKeys = [adaIdentity.keys, guest.keys, root];
  const secrets = new Set([
    victim.password,
    passwordOf('ada'),
    passwordOf('grace'),
    passwordOf('linus'),
    ada.AccessToken,
    ada.IdToken,
    ada.RefreshToken,
    ...allKeys.flatMap(({ secretAccessKey, sessionToken = '' }) => [secretAccessKey, sessionToken]),
    String(newPassword),
    String(mfa),
    signature,
  ]);
  secrets.delete('');

  const round: Round = {
    names,
    keys: { ada: adaIdentity.keys, guest: guest.keys, root },
    forger: { ...adaIdentity.keys, secretAccessKey: 'not-the-secret-that-goes-with-this-key-id' },
    identities: { ada: adaIdentity.id, guest: guest.id, victim: victimIdentity.id },
    canary,
    proofs,
    accessTokens: new Set([ada.AccessToken]),
    secrets,
    victimManaged: false,
    async assertVictimUnharmed() {
      if (round.victimManaged) return;
      aws.clock.advance(20 * 60); // ends a lockout after wrong passwords
      await signedIn(victim.name, victim.password);
      const diaryText = await requestObject(diary, 'GET').then((reply) => reply.text());
      if (diaryText !== canary)
        throw new Error(`The victim's object changed to ${JSON.stringify(diaryText)}.`);
      const { Item } = await call(
        'DynamoDB_20120810.GetItem',
        { TableName: 'notes', Key: { owner: row.owner, id: row.id } },
        root,
      );
      if (!isDeepStrictEqual(Item, row))
        throw new Error(`The victim's row changed to ${JSON.stringify(Item)}.`);
    },
  };
  return round;
}
