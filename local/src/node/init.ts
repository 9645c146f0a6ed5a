/** The command `cognito-kit-local init`: writes a commented config that works unchanged. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configNames, findConfigFile } from './config-file.ts';

const config = `// What the local AWS is set up with. Start it beside this file: npx cognito-kit-local
// Everything is optional: what you leave out is as it is without a config. Every mistake is named with its path.
// A file of your own place and name goes with --config FILE; it may be .ts, .mjs or .json.
import { defineLocalAws } from 'cognito-kit-local';

export default defineLocalAws({
  region: 'us-east-1',

  // The first pool, and its first client, are what GET /_local/config names.
  userPools: [
    {
      // id: 'us-east-1_MyPool01',            // default: us-east-1_Local0001
      passwordPolicy: { minimumLength: 10, requireSymbols: false },
      mfa: 'OPTIONAL', //                        OFF, OPTIONAL or ON
      mfaMethods: ['SOFTWARE_TOKEN_MFA'], //     SMS_MFA and EMAIL_OTP besides
      // firstFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'], // what USER_AUTH offers; WEB_AUTHN needs webAuthn
      // webAuthn: { relyingPartyId: 'localhost', userVerification: 'preferred', factor: 'SINGLE_FACTOR' },
      // usernameAttributes: ['email', 'phone_number'],          // people sign up with these, and have no user name
      // selfSignUp: 'DENIED',                                   // administrators alone make users
      // accountRecovery: ['email', 'phone_number'],             // where a forgotten password's code goes, the first first
      // compromisedPasswords: 'BLOCK',                          // passwords that have leaked; see compromised below
      // devices: { tracking: 'OPT_IN', skipsMfa: true },        // default: OFF
      // sessionTracking: { status: 'DISABLED' },                // default: ENABLED, 20 sessions a user

      clients: [
        {
          authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH'],
          accessTokenValidity: 3600, //          lifetimes are in seconds
          // refreshTokenRotation: { status: 'ENABLED', gracePeriod: 10 },
          // adminPasswordAuth: 'ALLOWED', //    back ends may sign users in: ADMIN_USER_PASSWORD_AUTH
          // preventUserExistenceErrors: 'LEGACY', //   tells who exists; default ENABLED
        },
      ],

      groups: {
        // Its members get the role below by their token.
        editors: { precedence: 1, role: 'editor' },
      },

      users: [
        { email: 'ada@example.com', password: 'Correct-horse-1' },
        { email: 'grace@example.com', password: 'Battery-staple-2', totp: true },
        { email: 'edith@example.com', password: 'Galley-proof-3', groups: ['editors'] },
        // { username: 'hedy', phone: '+15555550100', password: 'Frequency-hop-4' },
        // mustChangePassword: true, confirmed: false and enabled: false make the other screens appear.
      ],

      triggers: {
        // Your own Lambda functions, called with AWS's events; what they throw reaches the app.
        // PreSignUp: (event) => {
        //   if (event.userName === 'admin') throw new Error('Nobody is called that here');
        //   return event;
        // },
      },
    },
  ],

  identityPools: [
    {
      guests: 'allowed', //                      or 'refused'
      // Which role users get: the default, or the one of their group.
      roleMappings: {
        'us-east-1_Local0001': { type: 'Token', ambiguousRoleResolution: 'AuthenticatedRole' },
      },
    },
  ],

  // Whether a password has leaked, beside the small list that comes along. Not to call this local AWS from.
  // compromised: (password) => password.startsWith('Summer'),

  // Beside cognito-kit-user and cognito-kit-guest, which everybody else gets.
  roles: {
    editor: {
      trust: 'users',
      policies: {
        articles: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['s3:GetObject', 's3:PutObject'],
              Resource: 'arn:aws:s3:::articles/*',
            },
          ],
        },
      },
    },
  },

  buckets: {
    // Users may use private/<their identity id>/ and everybody may read public/.
    articles: {
      objects: { 'public/hello.txt': 'Hello from the local S3.' },
      // cors: [{ allowedOrigins: ['http://localhost:5173'], allowedMethods: ['GET', 'PUT'], allowedHeaders: ['*'] }],
    },
  },

  tables: {
    // Users may use the rows whose partition key is their identity id.
    notes: { partitionKey: 'owner', sortKey: 'id' },
  },
});
`;

/** Writes the config and resolves with its file name. Rejects, and writes nothing, when a config exists already. */
export async function init(dir: string): Promise<string> {
  const [name] = configNames;
  const there = findConfigFile(dir);
  if (there !== undefined) {
    throw new Error(`${there} exists already, and init overwrites nothing. Move it away to write a new one.`);
  }
  await writeFile(join(dir, name), config, { flag: 'wx' });
  return name;
}
