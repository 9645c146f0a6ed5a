/** Generates requests that would succeed, most of them with one part changed. */
import * as fc from 'fast-check';
import { hostileValue } from './hostile-values.ts';
import { alterations, type Signer, type RequestSpec } from './request-spec.ts';

type Json = Readonly<Record<string, unknown>>;
type Template = readonly [operation: string, body: Json, as?: Signer];

const ClientId = '{{client}}';
const AccessToken = '{{ada.access}}';
const asAda = { USERNAME: 'ada' };
const claim = {
  USERNAME: '{{srp.user}}',
  PASSWORD_CLAIM_SIGNATURE: '{{srp.signature}}',
  PASSWORD_CLAIM_SECRET_BLOCK: '{{srp.block}}',
  TIMESTAMP: '{{srp.timestamp}}',
};
const byPassword = (USERNAME: string) => ({
  AuthFlow: 'USER_PASSWORD_AUTH',
  ClientId,
  AuthParameters: { USERNAME, PASSWORD: `{{${USERNAME}.password}}` },
});

const userPool: readonly Template[] = [
  ['InitiateAuth', byPassword('ada')],
  ['InitiateAuth', byPassword('grace')],
  ['InitiateAuth', byPassword('linus')],
  ['InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', ClientId, AuthParameters: { ...asAda, SRP_A: '{{srp.A}}' } }],
  [
    'InitiateAuth',
    { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId, AuthParameters: { REFRESH_TOKEN: '{{ada.refresh}}' } },
  ],
  ['InitiateAuth', { AuthFlow: 'USER_AUTH', ClientId, AuthParameters: asAda }],
  ['InitiateAuth', { AuthFlow: 'CUSTOM_AUTH', ClientId, AuthParameters: asAda }],
  ['RespondToAuthChallenge', { ChallengeName: 'PASSWORD_VERIFIER', ClientId, ChallengeResponses: claim }],
  [
    'RespondToAuthChallenge',
    { ChallengeName: 'PASSWORD_VERIFIER', ClientId, Session: '{{session.srp}}', ChallengeResponses: claim },
  ],
  [
    'RespondToAuthChallenge',
    {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ClientId,
      Session: '{{session.newPassword}}',
      ChallengeResponses: { USERNAME: 'linus', NEW_PASSWORD: 'Permanent-pass-4' },
    },
  ],
  [
    'RespondToAuthChallenge',
    {
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ClientId,
      Session: '{{session.mfa}}',
      ChallengeResponses: { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: '123456' },
    },
  ],
  [
    'RespondToAuthChallenge',
    {
      ChallengeName: 'SMS_MFA',
      ClientId,
      Session: '{{session.mfa}}',
      ChallengeResponses: { USERNAME: 'grace', SMS_MFA_CODE: '{{code.mfa}}' },
    },
  ],
  ...['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'].map((ANSWER): Template => [
    'RespondToAuthChallenge',
    {
      ChallengeName: 'SELECT_CHALLENGE',
      ClientId,
      Session: '{{session.choice}}',
      ChallengeResponses: {
        ...asAda,
        ANSWER,
        PASSWORD: '{{ada.password}}',
        SRP_A: '{{srp.A}}',
        CREDENTIAL: '{}',
      },
    },
  ]),
  [
    'RespondToAuthChallenge',
    {
      ChallengeName: 'CUSTOM_CHALLENGE',
      ClientId,
      Session: '{{session.custom}}',
      ChallengeResponses: { ...asAda, ANSWER: 'a map' },
    },
  ],
  ['GetTokensFromRefreshToken', { ClientId, RefreshToken: '{{ada.refresh}}' }],
  [
    'SignUp',
    {
      ClientId,
      Username: 'someone',
      Password: 'Someone-pass-8',
      UserAttributes: [{ Name: 'email', Value: 'someone@example.com' }],
    },
  ],
  ['ConfirmSignUp', { ClientId, Username: 'newcomer', ConfirmationCode: '{{code.signUp}}' }],
  ['ResendConfirmationCode', { ClientId, Username: 'newcomer' }],
  ['ForgotPassword', { ClientId, Username: '{{victim.name}}' }],
  [
    'ConfirmForgotPassword',
    { ClientId, Username: 'ada', ConfirmationCode: '{{code.reset}}', Password: 'Another-pass-9' },
  ],
  ['RevokeToken', { ClientId, Token: '{{ada.refresh}}' }],
  ['GetUser', { AccessToken }],
  ['GetUserAuthFactors', { AccessToken }],
  ['AssociateSoftwareToken', { AccessToken }],
  ['VerifySoftwareToken', { AccessToken, UserCode: '123456', FriendlyDeviceName: 'phone' }],
  ['SetUserMFAPreference', { AccessToken, EmailMfaSettings: { Enabled: true, PreferredMfa: true } }],
  [
    'SetUserSettings',
    { AccessToken, MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }] },
  ],
  ['UpdateUserAttributes', { AccessToken, UserAttributes: [{ Name: 'name', Value: 'Ada Lovelace' }] }],
  ['UpdateUserAttributes', { AccessToken, UserAttributes: [{ Name: 'email', Value: '{{victim.email}}' }] }],
  ['DeleteUserAttributes', { AccessToken, UserAttributeNames: ['name'] }],
  ['GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' }],
  ['VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: '{{code.reset}}' }],
  [
    'ChangePassword',
    { AccessToken, PreviousPassword: '{{ada.password}}', ProposedPassword: 'Another-pass-9' },
  ],
  [
    'ConfirmDevice',
    {
      AccessToken,
      DeviceKey: 'us-east-1_00000000-0000-4000-8000-000000000000',
      DeviceSecretVerifierConfig: { PasswordVerifier: 'AQID', Salt: 'AQID' },
    },
  ],
  ['ListDevices', { AccessToken, Limit: 10 }],
  ['GetDevice', { AccessToken, DeviceKey: 'us-east-1_00000000-0000-4000-8000-000000000000' }],
  ['StartWebAuthnRegistration', { AccessToken }],
  [
    'CompleteWebAuthnRegistration',
    { AccessToken, Credential: { id: 'AQID', rawId: 'AQID', type: 'public-key', response: {} } },
  ],
  ['ListWebAuthnCredentials', { AccessToken }],
  ['DeleteWebAuthnCredential', { AccessToken, CredentialId: 'AQID' }],
  ['ListUserSessions', { AccessToken }],
  ['RevokeUserSession', { AccessToken, SessionId: '00000000-0000-4000-8000-000000000000' }],
  ['GlobalSignOut', { AccessToken }],
  ['DeleteUser', { AccessToken }],
  ['AdminGetUser', { UserPoolId: '{{pool}}', Username: 'ada' }, 'root'],
  ['AdminGetUser', { UserPoolId: '{{pool}}', Username: '{{victim.name}}' }, 'ada'],
  [
    'AdminCreateUser',
    { UserPoolId: '{{pool}}', Username: 'made', TemporaryPassword: 'Temporary-9!' },
    'root',
  ],
  [
    'AdminSetUserPassword',
    { UserPoolId: '{{pool}}', Username: '{{victim.name}}', Password: 'Taken-over-9!', Permanent: true },
  ],
  ['ListUsers', { UserPoolId: '{{pool}}' }, 'guest'],
];

const IdentityPoolId = '{{identityPool}}';
const identityPool: readonly Template[] = [
  ['GetId', { IdentityPoolId }],
  ['GetId', { IdentityPoolId, Logins: 'LOGINS' }],
  ['GetCredentialsForIdentity', { IdentityId: '{{ada.identity}}', Logins: 'LOGINS' }],
  ['GetCredentialsForIdentity', { IdentityId: '{{guest.identity}}' }],
  ['GetOpenIdToken', { IdentityId: '{{ada.identity}}', Logins: 'LOGINS' }],
  ['GetOpenIdToken', { IdentityId: '{{guest.identity}}' }],
  ['UnlinkIdentity', { IdentityId: '{{ada.identity}}', Logins: 'LOGINS', LoginsToRemove: ['{{loginKey}}'] }],
  ['GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId, Logins: { 'login.example': 'someone' } }],
];

const TableName = 'notes';
const mine = { owner: { S: '{{ada.identity}}' }, id: { S: '1' } };
const query = (owner: string) => ({
  TableName,
  KeyConditionExpression: '#o = :o',
  ExpressionAttributeNames: { '#o': 'owner' },
  ExpressionAttributeValues: { ':o': { S: owner } },
});
const dynamodb: readonly Template[] = [
  ['PutItem', { TableName, Item: { ...mine, text: { S: 'hello' } } }],
  ['GetItem', { TableName, Key: mine }],
  [
    'UpdateItem',
    {
      TableName,
      Key: mine,
      UpdateExpression: 'SET #t = :t',
      ExpressionAttributeNames: { '#t': 'text' },
      ExpressionAttributeValues: { ':t': { S: 'changed' } },
    },
  ],
  ['DeleteItem', { TableName, Key: mine }],
  ['Query', query('{{ada.identity}}')],
  ['BatchGetItem', { RequestItems: { notes: { Keys: [mine] } } }],
  ['BatchWriteItem', { RequestItems: { notes: [{ PutRequest: { Item: mine } }] } }],
  ['Scan', { TableName: 'gallery', Limit: 2 }],
  ['Scan', { TableName: 'gallery' }, 'guest'],
];

type Path = readonly (string | number)[];

/** Returns the path to every value inside, deepest first. */
const pathsIn = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key])), path]
    : [path];

/** Returns a copy in which the value at the path is replaced or removed. */
function changed(value: unknown, [key, ...rest]: Path, to: { value: unknown } | 'removed'): unknown {
  if (key === undefined) return to === 'removed' ? {} : to.value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...(value as Record<string, unknown>) };
  const record = copy as Record<string, unknown>;
  if (rest.length === 0 && to === 'removed') delete record[key];
  else record[key] = changed(record[key], rest, to);
  return copy;
}

const oddNames = ['__proto__', 'constructor', 'toString', 'username', 'USERNAME', 'Extra', ''];

/** Replaces Ada's tokens by tokens with the victim's claims and Ada's signature. */
const forged = (text: string) =>
  text
    .replaceAll('{{ada.access}}', '{{forged.access}}')
    .replaceAll('"LOGINS"', '{"{{loginKey}}":"{{forged.id}}"}');

/** Signs seven of eight requests as the right signer, and one with a wrong secret. */
const orForger = (as: Signer): fc.Arbitrary<Signer> =>
  as === 'unsigned'
    ? fc.constant(as)
    : fc.oneof({ weight: 7, arbitrary: fc.constant(as) }, fc.constant('forger' as const));

/** Leaves four of ten bodies unchanged. */
const variantOf = (body: Json): fc.Arbitrary<string> => {
  const somePath = fc.constantFrom(...pathsIn(body));
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(JSON.stringify(body)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(somePath, hostileValue)
        .map(([path, value]) => JSON.stringify(changed(body, path, { value }))),
    },
    { weight: 1, arbitrary: fc.constant(forged(JSON.stringify(body))) },
    { weight: 1, arbitrary: somePath.map((path) => JSON.stringify(changed(body, path, 'removed'))) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...oddNames), hostileValue)
        .map(
          ([name, value]) =>
            `{${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'},${JSON.stringify(body).slice(1)}`,
        ),
    },
  );
};

const requestsFor = (
  service: RequestSpec['service'],
  target: string,
  templates: readonly Template[],
  usual: Signer,
): fc.Arbitrary<RequestSpec> =>
  fc.constantFrom(...templates).chain(([operation, body, as = usual]) =>
    fc.record({
      service: fc.constant(service),
      as: orForger(as),
      method: fc.constant('POST'),
      path: fc.constant('/'),
      headers: fc.constant({
        'content-type': `application/x-amz-json-1.${service === 'dynamodb' ? '0' : '1'}`,
        'x-amz-target': `${target}.${operation}`,
      }),
      // `Logins` needs a placeholder as its key, which a template object cannot have
      body: variantOf(body).map((text) => text.replaceAll('"LOGINS"', '{"{{loginKey}}":"{{ada.id}}"}')),
      alter: alterations,
    }),
  );

const ownObject = '/cognito-kit-local/private/{{ada.identity}}/note.txt';
const objects: readonly (readonly [method: string, path: string, as: Signer])[] = [
  ['PUT', ownObject, 'ada'],
  ['GET', ownObject, 'ada'],
  ['HEAD', ownObject, 'ada'],
  ['DELETE', ownObject, 'ada'],
  ['POST', `${ownObject}?uploads`, 'ada'],
  ['POST', '/cognito-kit-local?delete', 'ada'],
  ['GET', '/cognito-kit-local/public/gallery/the-old-quay.svg', 'guest'],
  ['GET', '/cognito-kit-local?list-type=2&prefix=public/', 'guest'],
  ['GET', '/cognito-kit-local?list-type=2&prefix=private/{{ada.identity}}/&max-keys=2', 'ada'],
];

const s3: fc.Arbitrary<RequestSpec> = fc.constantFrom(...objects).chain(([method, path, as]) =>
  fc.record({
    service: fc.constant('s3' as const),
    as: orForger(as),
    method: fc.constant(method),
    path: fc.constant(path),
    headers: fc.constant({ 'content-type': 'text/plain' }),
    body: fc.constantFrom(
      'hello',
      '<Delete><Object><Key>private/{{ada.identity}}/note.txt</Key></Object></Delete>',
    ),
    alter: alterations,
  }),
);

export const nearlyValid: fc.Arbitrary<RequestSpec> = fc.oneof(
  {
    weight: 5,
    arbitrary: requestsFor('userPool', 'AWSCognitoIdentityProviderService', userPool, 'unsigned'),
  },
  {
    weight: 2,
    arbitrary: requestsFor('identityPool', 'AWSCognitoIdentityService', identityPool, 'unsigned'),
  },
  { weight: 2, arbitrary: requestsFor('dynamodb', 'DynamoDB_20120810', dynamodb, 'ada') },
  { weight: 2, arbitrary: s3 },
);
