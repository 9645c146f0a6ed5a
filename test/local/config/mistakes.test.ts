/** Config validation reports every mistake at once, each with its path and a suggestion. */
import { describe, expect, it } from 'vitest';
import { createLocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { distance, nearest } from '../../../local/src/lib/nearest.ts';
import { setupMistakes } from '../../../local/src/config/setup-mistakes.ts';

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const policy = (statement: object, Version = '2012-10-17') => ({ Version, Statement: statement });
const role = (document: unknown) => ({ roles: { reader: { policies: { read: document } } } });

describe('mistakes in the shape of a config', () => {
  it.each<[unknown, string]>([
    ['ada', 'the config must be an object, and is "ada"'],
    [{ regoin: 'us-east-1' }, 'regoin is not known; did you mean region?'],
    [{ userPools: [{ cleints: [] }] }, 'userPools[0].cleints is not known; did you mean clients?'],
    [{ seed: 1 }, 'seed must be a string, and is 1'],
    [{ endpoint: 'localhost:4599' }, 'endpoint must be an http or https address, and is "localhost:4599"'],
    [
      { pool: { passwordPolicy: { minimumLength: 5 } } },
      'pool.passwordPolicy.minimumLength must be a whole number from 6 to 99, and is 5',
    ],
    [
      { pool: { mfa: 'optional' } },
      'pool.mfa must be one of OFF, OPTIONAL, ON, and is "optional" (did you mean OPTIONAL?)',
    ],
    [
      { userPools: [{ clients: [{ authFlows: ['USER_SRP'] }] }] },
      'userPools[0].clients[0].authFlows[0] must be one of USER_SRP_AUTH, USER_PASSWORD_AUTH, CUSTOM_AUTH, USER_AUTH, REFRESH_TOKEN_AUTH, and is "USER_SRP"',
    ],
    [
      { userPools: [{ groups: { admins: { precedence: -1 } } }] },
      'userPools[0].groups.admins.precedence must be a whole number from 0 to 2147483647, and is -1',
    ],
    [{ triggers: { PreSignup: () => {} } }, 'triggers.PreSignup is not known; did you mean PreSignUp?'],
    [
      { triggers: { PreSignUp: 'index.handler' } },
      'triggers.PreSignUp must be a function, and is "index.handler"',
    ],
    [
      { buckets: { Photos: {} } },
      'the name buckets.Photos must be 3 to 63 lower-case letters, digits, dots or dashes',
    ],
    [
      { buckets: { photos: { cors: [{ allowedOrigins: '*', allowedMethods: ['PATCH'] }] } } },
      'buckets.photos.cors[0].allowedOrigins must be a list, and is "*"',
    ],
    [
      { tables: { notes: { partitonKey: 'id' } } },
      'tables.notes.partitionKey must be a string, and is missing',
    ],
    [
      role(policy({ ...allow, Effect: 'allow' })),
      'roles.reader.policies.read.Statement.Effect must be one of Allow, Deny, and is "allow" (did you mean Allow?)',
    ],
    [role(policy([{ Effect: 'Allow', Resource: '*' }])), 'needs either Action or NotAction'],
    [
      role(policy({ ...allow, Condition: { StringEqual: { 'aws:userid': 'x' } } })),
      'the condition operator "StringEqual", which does not exist',
    ],
    [
      { identityPools: [{ guests: true }] },
      'identityPools[0].guests must be one of allowed, refused, and is true',
    ],
    [
      {
        identityPools: [
          {
            roleMappings: {
              x: { type: 'Rules', ambiguousRoleResolution: 'Deny', rules: Array.from({ length: 26 }) },
            },
          },
        ],
      },
      'identityPools[0].roleMappings.x.rules must be a list of at most 25 rules, and is one of 26',
    ],
    [
      {
        issuers: [
          {
            issuer: 'https://login.example.com',
            jwks: { keys: [{ kty: 'RSA', d: 'private' }] },
            audiences: [],
          },
        ],
      },
      'issuers[0].jwks.keys[0] must be a public key as a JWK, and is a private one',
    ],
  ])('the config %j is refused', (config, mistake) => {
    expect(setupMistakes(config).join('\n')).toContain(mistake);
  });
});

describe('mistakes in the names that a config refers to', () => {
  it.each<[unknown, string]>([
    [
      { userPools: [{ groups: { admins: { role: 'admn' } } }], roles: { admin: { policies: {} } } },
      'userPools[0].groups.admins.role is admn, but there is no such role; did you mean admin?',
    ],
    [
      { identityPools: [{ roles: { authenticated: 'missing' } }] },
      'identityPools[0].roles.authenticated is missing, but there is no such role; there are cognito-kit-user, cognito-kit-guest',
    ],
    [
      {
        userPools: [{ id: 'us-east-1_One' }],
        identityPools: [{ userPools: [{ userPool: 'us-east-1_Two' }] }],
      },
      'identityPools[0].userPools[0].userPool is us-east-1_Two, but there is no such user pool; did you mean us-east-1_One?',
    ],
    [
      { userPools: [{ clients: [{ id: 'web' }] }], identityPools: [{ userPools: [{ client: 'app' }] }] },
      'identityPools[0].userPools[0].client is app, but there is no such client; there are web',
    ],
    [
      { identityPools: [{ openIdProviders: [{ providerName: 'accounts.google.com' }] }] },
      'identityPools[0].openIdProviders[0].providerName is accounts.google.com, but there is no such issuer; there are none',
    ],
    [
      { userPools: [{ id: 'us-east-1_One' }, { id: 'us-east-1_One' }] },
      'userPools[1].id is us-east-1_One, as is userPools[0].id: each pool needs its own',
    ],
    [
      {
        users: [
          { email: 'ada@a.example', password: 'x' },
          { email: 'Ada@b.example', password: 'x' },
        ],
      },
      'users[1] is ada, as is users[0]: each user needs its own',
    ],
    [
      {
        users: [
          { phone: '+15555550100', password: 'x' },
          { username: '15555550100', password: 'x' },
        ],
      },
      'users[1] is 15555550100, as is users[0]: each user needs its own',
    ],
    [{ users: [{ password: 'x' }] }, 'users[0].email must be an e-mail address, and is missing'],
    [{ userPools: [{ id: 'eu-west-1_One' }] }, 'userPools[0].id is of another region than us-east-1'],
    [
      { users: [], userPools: [{ users: [] }] },
      'users is short for userPools[0].users, which is set too: keep one of them',
    ],
    [
      { pool: { mfa: 'ON' }, userPools: [{ mfa: 'OFF' }] },
      'pool.mfa is short for userPools[0].mfa, which is set too: keep one of them',
    ],
  ])('the config %j is refused', (config, mistake) => {
    expect(setupMistakes(config)).toEqual([mistake]);
  });
});

describe('secrets in a config', () => {
  it('no mistake contains a secret', () => {
    const secret = 'hunter2hunter2';
    const mistakes = setupMistakes({
      users: [{ email: 'ada@example.com', password: [secret], totp: secret, emial: 1 }],
      client: { secret: { value: secret } },
    });
    expect(mistakes).toHaveLength(4);
    expect(mistakes.join()).not.toContain(secret);
  });
});

describe('createLocalAws with mistakes', () => {
  it('createLocalAws throws one error with all mistakes', () => {
    const wrong = { userPool: [], region: 7 } as unknown as LocalAwsOptions;
    expect(() => createLocalAws(wrong)).toThrow(
      'createLocalAws has mistakes:\n' +
        '  userPool is not known; did you mean userPools?\n' +
        '  region must be a region such as us-east-1, and is 7',
    );
  });
});

describe('the nearest name', () => {
  it.each([
    ['usres', 'users', 1],
    ['user', 'users', 1],
    ['clinets', 'clients', 1],
    ['', 'abc', 3],
    ['same', 'same', 0],
  ])('the distance between "%s" and "%s" is %i', (text, other, edits) => {
    expect(distance(text, other)).toBe(edits);
    expect(distance(other, text)).toBe(edits);
  });

  it('nearest returns undefined if no name is close', () => {
    expect(nearest('bananas', ['users', 'client'])).toBeUndefined();
  });
});
