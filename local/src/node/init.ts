/** The command `cognito-kit-local init`: writes a commented config that works unchanged. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configNames, findConfigFile } from './config-file.ts';

const config = `// The config of the local AWS. Start it in this folder: npx cognito-kit-local
// Everything is optional and has a default. All mistakes are reported, each with its path.
// --config FILE reads a file with another name; it may be .ts, .mjs or .json.
import { defineLocalAws } from 'cognito-kit-local';

export default defineLocalAws({
  region: 'us-east-1',

  // GET /_local/config returns the first pool and its first client.
  userPools: [
    {
      // id: 'us-east-1_MyPool01',            // default: us-east-1_Local0001
      passwordPolicy: { minimumLength: 10, requireSymbols: false },
      mfa: 'OPTIONAL', //                        OFF, OPTIONAL or ON
      mfaMethods: ['SOFTWARE_TOKEN_MFA'], //     also SMS_MFA and EMAIL_OTP
      // firstFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'], // first factors of USER_AUTH; WEB_AUTHN needs webAuthn
      // webAuthn: { relyingPartyId: 'localhost', userVerification: 'preferred', factor: 'SINGLE_FACTOR' },
      // usernameAttributes: ['email', 'phone_number'],          // users sign up with these instead of a user name
      // selfSignUp: 'DENIED',                                   // only administrators create users
      // accountRecovery: ['email', 'phone_number'],             // where a forgotten password's code is sent, in order
      // compromisedPasswords: 'BLOCK',                          // refuse leaked passwords; see compromised below
      // devices: { tracking: 'OPT_IN', skipsMfa: true },        // default: OFF
      // sessionTracking: { status: 'DISABLED' },                // default: ENABLED, 20 sessions a user

      clients: [
        {
          authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH'],
          accessTokenValidity: 3600, //          lifetimes are in seconds
          // refreshTokenRotation: { status: 'ENABLED', gracePeriod: 10 },
          // adminPasswordAuth: 'ALLOWED', //    back ends may sign users in with ADMIN_USER_PASSWORD_AUTH
          // preventUserExistenceErrors: 'LEGACY', //   reveals whether a user exists; default ENABLED
        },
      ],

      groups: {
        // Its members get the role below, through their token.
        editors: { precedence: 1, role: 'editor' },
      },

      users: [
        { email: 'ada@example.com', password: 'Correct-horse-1' },
        { email: 'grace@example.com', password: 'Battery-staple-2', totp: true },
        { email: 'edith@example.com', password: 'Galley-proof-3', groups: ['editors'] },
        // { username: 'hedy', phone: '+15555550100', password: 'Frequency-hop-4' },
        // mustChangePassword: true, confirmed: false and enabled: false show the other screens.
      ],

      triggers: {
        // Your own Lambda functions, called with AWS's events. The app receives the errors that they throw.
        // PreSignUp: (event) => {
        //   if (event.userName === 'admin') throw new Error('This name is reserved');
        //   return event;
        // },
      },
    },
  ],

  identityPools: [
    {
      guests: 'allowed', //                      or 'refused'
      // Users get the role of their group, or the default role.
      roleMappings: {
        'us-east-1_Local0001': { type: 'Token', ambiguousRoleResolution: 'AuthenticatedRole' },
      },
    },
  ],

  // Returns whether a password has leaked, in addition to a short built-in list. Must not call this local AWS.
  // compromised: (password) => password.startsWith('Summer'),

  // In addition to cognito-kit-user and cognito-kit-guest, which all other users and guests get.
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
    // Users may use private/<their identity id>/, and everyone may read public/.
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
  const existing = findConfigFile(dir);
  if (existing !== undefined) {
    throw new Error(
      `${existing} exists already, and init overwrites nothing. Move it away to write a new one.`,
    );
  }
  await writeFile(join(dir, name), config, { flag: 'wx' });
  return name;
}
