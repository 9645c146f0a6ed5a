/** Generates requests to every service: from AWS's models, from URLs and forms, with some broken bodies. */
import * as fc from 'fast-check';
import {
  dynamoDbOperations,
  identityPoolOperations,
  type Plausible,
  userPoolOperations,
} from './api-models.ts';
import { brokenBody, hostileText, hostileValue } from './hostile-values.ts';
import { publicOperations, tokenOperations } from './operations.ts';
import { alterations, methods, type Signer, type RequestSpec } from './request-spec.ts';
import { nearlyValid } from './templates.ts';

/** Encodes for a URL. The detour through Buffer replaces lone surrogates, on which encodeURIComponent throws. */
const escaped = (text: string) => encodeURIComponent(Buffer.from(text).toString());

/** Picks from the list in six of seven cases, else a hostile text. */
const mostly = (...values: string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: hostileText });

const record = (fields: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[] = []) =>
  fc.record(fields, { requiredKeys });

const username = mostly(
  'ada',
  'ADA',
  'ada@example.com',
  'grace',
  'linus',
  '{{victim.name}}',
  'newcomer',
  'no-such-user',
);
const password = mostly(
  '{{ada.password}}',
  '{{grace.password}}',
  '{{linus.password}}',
  'Another-pass-9',
  'wrong',
);
const sessions = mostly(
  '{{session.newPassword}}',
  '{{session.mfa}}',
  '{{session.srp}}',
  '{{session.choice}}',
  '{{session.custom}}',
);
const codes = mostly('{{code.signUp}}', '{{code.reset}}', '{{code.mfa}}', '000000', '123456');
const accessToken = mostly(
  '{{ada.access}}',
  '{{ada.access}}',
  '{{ada.id}}',
  '{{ada.refresh}}',
  '{{ada.cut}}',
);
const srpA = mostly('{{srp.A}}', '0', '00', '-1', 'zz', 'f'.repeat(768));
const attribute = mostly(
  'email',
  'email_verified',
  'phone_number',
  'name',
  'sub',
  'custom:x',
  'cognito:groups',
);

const authParameters = record(
  {
    USERNAME: username,
    PASSWORD: password,
    SRP_A: srpA,
    REFRESH_TOKEN: mostly('{{ada.refresh}}', '{{ada.access}}'),
    DEVICE_KEY: mostly('us-east-1_00000000-0000-4000-8000-000000000000'),
    SECRET_HASH: hostileText,
    CHALLENGE_NAME: mostly('SRP_A'),
    PREFERRED_CHALLENGE: mostly('PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'),
  },
  ['USERNAME'],
);

const challengeResponses = fc.oneof(
  fc.constant({
    USERNAME: '{{srp.user}}',
    PASSWORD_CLAIM_SIGNATURE: '{{srp.signature}}',
    PASSWORD_CLAIM_SECRET_BLOCK: '{{srp.block}}',
    TIMESTAMP: '{{srp.timestamp}}',
  }),
  record(
    {
      USERNAME: fc.oneof(username, fc.constant('{{srp.user}}')),
      PASSWORD_CLAIM_SIGNATURE: mostly('{{srp.signature}}', '{{srp.cut}}', 'A'.repeat(43) + '='),
      PASSWORD_CLAIM_SECRET_BLOCK: mostly('{{srp.block}}', 'AAAA'),
      TIMESTAMP: mostly('{{srp.timestamp}}', 'Mon Feb 30 25:61:61 UTC 2026'),
      NEW_PASSWORD: mostly('Permanent-pass-4', 'short', ' spaced out 1A! '),
      SOFTWARE_TOKEN_MFA_CODE: codes,
      SMS_MFA_CODE: codes,
      EMAIL_OTP_CODE: codes,
      ANSWER: mostly('PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN', 'SOFTWARE_TOKEN_MFA'),
      PASSWORD: password,
      SRP_A: srpA,
      CREDENTIAL: mostly('{}', '{"id":"x","response":{}}'),
      DEVICE_KEY: hostileText,
      'userAttributes.email': hostileText,
      'userAttributes.__proto__': hostileText,
    },
    ['USERNAME'],
  ),
);

const loginKeys = [
  '{{loginKey}}',
  'accounts.google.com',
  'graph.facebook.com',
  '__proto__',
  'constructor',
  'evil',
];
const logins = fc.dictionary(
  fc.constantFrom(...loginKeys),
  mostly('{{ada.id}}', '{{ada.id}}', '{{ada.access}}', '{{ada.cut}}', '{{ada.none}}'),
  { maxKeys: 2 },
);
const identityId = mostly('{{ada.identity}}', '{{guest.identity}}', '{{victim.identity}}');

const plausible: Record<string, fc.Arbitrary<unknown>> = {
  Username: username,
  Password: password,
  PreviousPassword: password,
  ProposedPassword: password,
  UserPoolId: mostly('{{pool}}'),
  ClientId: mostly('{{client}}', '{{client}}', '{{client}}', 'otherclient'),
  AccessToken: accessToken,
  RefreshToken: mostly('{{ada.refresh}}', '{{ada.access}}'),
  Token: mostly('{{ada.refresh}}', '{{ada.access}}', '{{ada.id}}'),
  Session: sessions,
  ConfirmationCode: codes,
  Code: codes,
  UserCode: codes,
  Name: attribute,
  AttributeName: attribute,
  Value: mostly('ada@example.com', '{{victim.email}}', '+15555550100', 'true'),
  AuthFlow: mostly('USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH', 'USER_AUTH', 'CUSTOM_AUTH'),
  ChallengeName: mostly(
    'PASSWORD_VERIFIER',
    'NEW_PASSWORD_REQUIRED',
    'SOFTWARE_TOKEN_MFA',
    'SELECT_CHALLENGE',
    'SELECT_MFA_TYPE',
    'MFA_SETUP',
    'EMAIL_OTP',
    'SMS_MFA',
    'DEVICE_SRP_AUTH',
    'DEVICE_PASSWORD_VERIFIER',
    'CUSTOM_CHALLENGE',
    'WEB_AUTHN',
  ),
  AuthParameters: authParameters,
  ChallengeResponses: challengeResponses,
  IdentityPoolId: mostly('{{identityPool}}'),
  IdentityId: identityId,
  Logins: logins,
  GroupName: mostly('readers'),
  TableName: mostly('notes', 'gallery', '__proto__'),
  Key: record({
    owner: fc.constantFrom({ S: '{{ada.identity}}' }, { S: '{{victim.identity}}' }),
    id: fc.constant({ S: '1' }),
  }),
  Item: record({
    owner: fc.constantFrom({ S: '{{ada.identity}}' }, { S: '{{victim.identity}}' }),
    id: fc.constant({ S: '1' }),
    text: fc.constant({ S: 'x' }),
  }),
  KeyConditionExpression: mostly('#o = :o', '#o = :o AND id > :o', 'owner = :o', '#o = :o OR #o = :o'),
  FilterExpression: mostly('#o = :o', 'size(#o) > :n', 'contains(#o, :o)'),
  UpdateExpression: mostly('SET #t = :o', 'REMOVE #t', 'SET #o = :o', 'ADD n :n'),
  ConditionExpression: mostly('attribute_exists(#o)', 'attribute_not_exists(#t)'),
  ProjectionExpression: mostly('#o, #t', 'owner.id[0]'),
  ExpressionAttributeNames: fc.constant({ '#o': 'owner', '#t': 'text' }),
  ExpressionAttributeValues: fc.constantFrom(
    { ':o': { S: '{{ada.identity}}' } },
    { ':o': { S: '{{victim.identity}}' }, ':n': { N: '1' } },
  ),
  Statement: mostly("SELECT * FROM notes WHERE owner = '{{victim.identity}}'"),
};

const plausibly: Plausible = (member) => {
  const valid = Object.hasOwn(plausible, member) ? plausible[member] : undefined;
  return valid
    ? fc.oneof({ weight: 9, arbitrary: valid }, { weight: 1, arbitrary: hostileValue })
    : hostileValue;
};

/** Generates JSON requests. The `likely` operations come more often: AWS's models have many that the local AWS lacks. */
const jsonRequests = (
  service: RequestSpec['service'],
  target: string,
  operations: Record<string, fc.Arbitrary<object>>,
  likely: readonly string[],
  as: fc.Arbitrary<Signer>,
): fc.Arbitrary<RequestSpec> => {
  const names = Object.keys(operations);
  const name = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...likely) },
    { weight: 1, arbitrary: fc.constantFrom(...names) },
  );
  return name.chain((operation) => {
    const validBody = (operations[operation] ?? fc.constant({})).map((input) => JSON.stringify(input));
    return fc.record({
      service: fc.constant(service),
      as,
      method: fc.constant('POST'),
      path: fc.constant('/'),
      headers: fc.constant({
        'content-type': `application/x-amz-json-1.${service === 'dynamodb' ? '0' : '1'}`,
        'x-amz-target': `${target}.${operation}`,
      }),
      body: fc.oneof({ weight: 12, arbitrary: validBody }, { weight: 1, arbitrary: brokenBody }),
      alter: alterations,
    });
  });
};

const signers = (...names: Signer[]) => fc.constantFrom(...names);

const userPool = jsonRequests(
  'userPool',
  'AWSCognitoIdentityProviderService',
  userPoolOperations(plausibly),
  [...publicOperations, ...tokenOperations],
  signers('unsigned', 'unsigned', 'unsigned', 'ada', 'guest'),
);

const userPoolAdmin = jsonRequests(
  'userPool',
  'AWSCognitoIdentityProviderService',
  userPoolOperations(plausibly),
  [
    'AdminCreateUser',
    'AdminGetUser',
    'AdminSetUserPassword',
    'AdminResetUserPassword',
    'AdminDisableUser',
    'AdminEnableUser',
    'AdminDeleteUser',
    'AdminAddUserToGroup',
    'AdminRemoveUserFromGroup',
    'AdminUserGlobalSignOut',
    'ListUsers',
    'CreateGroup',
  ],
  signers('unsigned', 'ada', 'guest', 'root'),
);

const identityPool = jsonRequests(
  'identityPool',
  'AWSCognitoIdentityService',
  identityPoolOperations(plausibly),
  ['GetId', 'GetCredentialsForIdentity', 'GetOpenIdToken', 'UnlinkIdentity'],
  signers('unsigned', 'unsigned', 'ada', 'guest'),
);

const dynamodb = jsonRequests(
  'dynamodb',
  'DynamoDB_20120810',
  dynamoDbOperations(plausibly),
  [
    'GetItem',
    'PutItem',
    'UpdateItem',
    'DeleteItem',
    'BatchGetItem',
    'BatchWriteItem',
    'TransactGetItems',
    'TransactWriteItems',
    'Query',
    'Scan',
    'ListTables',
    'DescribeTable',
  ],
  signers('ada', 'ada', 'guest', 'unsigned'),
);

const keys = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'public/gallery/the-old-quay.svg',
      'private/{{ada.identity}}/note.txt',
      'private/{{ada.identity}}/',
      'private/{{guest.identity}}/note.txt',
      'private/{{victim.identity}}/diary.txt',
      'private/{{ada.identity}}/../{{victim.identity}}/diary.txt',
      'private/{{ada.identity}}/%2e%2e/{{victim.identity}}/diary.txt',
      'private/{{ada.identity}}%2F..%2F{{victim.identity}}%2Fdiary.txt',
      'private//{{victim.identity}}/diary.txt',
      'public/../private/{{victim.identity}}/diary.txt',
      'public%2f..%2fprivate/{{victim.identity}}/diary.txt',
      'private/{{ada.identity}}/{{victim.identity}}/diary.txt?versionId=null',
    ),
  },
  { weight: 1, arbitrary: hostileText },
  {
    weight: 1,
    arbitrary: hostileText.map((text) => `private/{{ada.identity}}/${escaped(text)}`),
  },
);

const queries = fc.dictionary(
  fc.oneof(
    fc.constantFrom(
      ...`list-type prefix delimiter max-keys continuation-token start-after encoding-type fetch-owner uploads uploadId
        partNumber delete acl policy versionId response-content-type response-content-disposition X-Amz-Signature
        X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-SignedHeaders X-Amz-Algorithm X-Amz-Security-Token
        max-parts part-number-marker x-id`.split(/\s+/),
    ),
    hostileText,
  ),
  mostly(
    '2',
    '1',
    '',
    'url',
    '/',
    '1000',
    'public/',
    'private/{{ada.identity}}/',
    'private/{{victim.identity}}/',
  ),
  { maxKeys: 4 },
);

/** The common queries for buckets and parts. The other queries are random. */
const usualQueries = fc.constantFrom<Record<string, string>>(
  {},
  {},
  {},
  { 'list-type': '2', prefix: 'public/' },
  { 'list-type': '2', prefix: 'private/{{victim.identity}}/' },
  { 'list-type': '2', prefix: 'private/{{ada.identity}}/', delimiter: '/' },
  { delete: '' },
  { uploads: '' },
  { uploadId: '__proto__' },
  { uploadId: 'x', partNumber: '1' },
);

const xmlBodies = fc.oneof(
  hostileText,
  brokenBody,
  fc.constantFrom(
    '<Delete><Object><Key>private/{{victim.identity}}/diary.txt</Key></Object></Delete>',
    '<Delete><Object><Key>private/{{ada.identity}}/note.txt</Key></Object><Quiet>true</Quiet></Delete>',
    '<Delete><__proto__><Key>x</Key></__proto__></Delete>',
    '<Delete><Object></Object></Delete>',
    '<Delete',
    '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><Delete><Object><Key>&c;</Key></Object></Delete>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&x;</Key></Object></Delete>',
    '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>',
    '<CompleteMultipartUpload><Part><PartNumber>1e999</PartNumber></Part></CompleteMultipartUpload>',
    `<Delete>${'<Object><Key>k</Key></Object>'.repeat(1001)}</Delete>`,
    `${'<a>'.repeat(3000)}${'</a>'.repeat(3000)}`,
  ),
);

const withQuery = (path: string, query: Record<string, string>) => {
  const pairs = Object.entries(query).map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
  // restores the placeholders' braces; their values need no escapes
  const search = pairs.join('&').replaceAll('%7B%7B', '{{').replaceAll('%7D%7D', '}}');
  return search === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${search}`;
};

const s3: fc.Arbitrary<RequestSpec> = fc.record({
  service: fc.constant('s3' as const),
  as: signers('ada', 'ada', 'guest', 'unsigned'),
  method: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD') },
    methods,
  ),
  path: fc
    .tuple(
      mostly('cognito-kit-local', 'cognito-kit-local', 'cognito-kit-local', 'no-such-bucket', '__proto__'),
      fc.oneof({ weight: 3, arbitrary: keys }, fc.constant('')),
      fc.oneof({ weight: 2, arbitrary: usualQueries }, queries),
    )
    .map(([bucket, key, query]) => withQuery(`/${bucket}${key === '' ? '' : `/${key}`}`, query)),
  headers: fc.dictionary(
    fc.constantFrom(
      'range',
      'if-match',
      'if-none-match',
      'if-modified-since',
      'content-md5',
      'x-amz-checksum-crc32',
      'x-amz-meta-x',
      'content-encoding',
      'content-type',
      'x-amz-copy-source',
      'origin',
    ),
    fc.oneof(
      fc.constantFrom('bytes=0-4', 'bytes=9-1', '*', '""', 'AAAA', 'aws-chunked', 'https://a.example', '0'),
      fc.string({ maxLength: 20 }),
    ),
    { maxKeys: 3 },
  ),
  body: xmlBodies,
  alter: alterations,
});

const sts: fc.Arbitrary<RequestSpec> = fc.record({
  service: fc.constant('sts' as const),
  as: signers('ada', 'guest', 'root', 'unsigned'),
  method: fc.constantFrom('POST', 'POST', 'GET'),
  path: fc.constant('/'),
  headers: fc.constant({ 'content-type': 'application/x-www-form-urlencoded' }),
  body: fc
    .dictionary(
      mostly(
        'Action',
        'Version',
        'RoleArn',
        'RoleSessionName',
        'WebIdentityToken',
        'DurationSeconds',
        'Policy',
      ),
      mostly(
        'GetCallerIdentity',
        'AssumeRoleWithWebIdentity',
        'AssumeRole',
        '2011-06-15',
        '{{ada.id}}',
        'arn:aws:iam::000000000000:role/cognito-kit-user',
        '900',
        '-1',
        '{}',
      ),
      { maxKeys: 6 },
    )
    .map((form) => withQuery('', { Action: 'GetCallerIdentity', ...form }).slice(1)),
  alter: alterations,
});

const localPaths = [
  'config',
  'outbox',
  'outbox?to=ada@example.com',
  'role?arn=x',
  'reset',
  'clock',
  'faults',
  '',
];
const local: fc.Arbitrary<RequestSpec> = fc.record({
  service: fc.constant('local' as const),
  as: signers('unsigned'),
  method: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('GET', 'GET', 'POST') }, methods),
  path: fc
    .oneof({ weight: 3, arbitrary: fc.constantFrom(...localPaths) }, hostileText)
    .map((path) => `/_local/${path}`),
  headers: fc.constantFrom<Record<string, string>>(
    {},
    {},
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:3000' },
    { origin: 'http://localhost.evil.example' },
  ),
  body: fc.oneof(
    brokenBody,
    hostileValue.map((value) => JSON.stringify({ advance: value })),
    hostileValue.map((value) => JSON.stringify(value)),
  ),
  alter: alterations,
});

const wellKnown: fc.Arbitrary<RequestSpec> = fc.record({
  service: fc.constant('wellKnown' as const),
  as: signers('unsigned'),
  method: fc.oneof(fc.constant('GET'), methods),
  path: mostly('/{{pool}}', '/us-east-1_Foreign01', '/__proto__', '/a___proto__').map(
    (pool) => `${pool.startsWith('/') ? '' : '/'}${pool}/.well-known/jwks.json`,
  ),
  headers: fc.constant({}),
  body: hostileText,
  alter: alterations,
});

export const anyRequest: fc.Arbitrary<RequestSpec> = fc.oneof(
  { weight: 27, arbitrary: nearlyValid },
  { weight: 10, arbitrary: userPool },
  { weight: 2, arbitrary: userPoolAdmin },
  { weight: 3, arbitrary: identityPool },
  { weight: 5, arbitrary: s3 },
  { weight: 4, arbitrary: dynamodb },
  { weight: 1, arbitrary: sts },
  { weight: 2, arbitrary: local },
  { weight: 1, arbitrary: wellKnown },
);
