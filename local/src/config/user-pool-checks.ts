/** Checks user pools of a config. */
import { triggerNames } from '../user-pool/trigger-events.ts';
import {
  type Check,
  either,
  type Fields,
  fields,
  flag,
  isRecord,
  list,
  matching,
  must,
  named,
  oneOf,
  secret,
  someFunction,
  text,
  whole,
} from './check.ts';
import type {
  ClientSetup,
  GroupSetup,
  LocalUser,
  UserPoolSettings,
  UserPoolSetup,
} from './user-pool-setup.ts';

type Every<Shape> = Record<keyof Shape, Fields[string]>;

const mfaMethod = oneOf('SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP');
const contact = oneOf('email', 'phone_number');

const email = matching('an e-mail address', /^[^\s@]+@[^\s@]+\.[^\s@]+$/);
const userFields = {
  username: matching('a user name that is not an e-mail address', /^[^\s@]{1,128}$/),
  email,
  password: { required: secret },
  phone: matching('a phone number such as +15555550100', /^\+\d{5,15}$/),
  attributes: named(must('a string', (value) => typeof value === 'string')),
  totp: must(
    'true, false or a base32 secret',
    (value) => typeof value === 'boolean' || /^[A-Z2-7]{16,}=*$/.test(String(value)),
    (value) => (typeof value === 'string' ? 'another string' : String(value)),
  ),
  mfa: list(mfaMethod),
  mustChangePassword: flag,
  confirmed: flag,
  enabled: flag,
  groups: list(text),
} satisfies Every<LocalUser>;
/** A user needs an e-mail address, unless it has a user name or a phone number. */
export const user: Check = either((value) => {
  const otherwise = isRecord(value) && (value['username'] ?? value['phone']) !== undefined;
  return fields(otherwise ? userFields : { ...userFields, email: { required: email } });
});

const clientFields = {
  secret,
  authFlows: list(
    oneOf('USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'),
  ),
  adminPasswordAuth: oneOf('ALLOWED', 'DENIED'),
  preventUserExistenceErrors: oneOf('ENABLED', 'LEGACY'),
  accessTokenValidity: whole(300, 86_400),
  idTokenValidity: whole(300, 86_400),
  refreshTokenValidity: whole(3600, 315_360_000),
  sessionValidity: whole(180, 900),
  refreshTokenRotation: either((value) =>
    fields({
      status: { required: oneOf('ENABLED', 'DISABLED') },
      gracePeriod:
        (value as { status?: unknown } | null)?.status === 'ENABLED'
          ? { required: whole(0, 60) }
          : whole(0, 60),
    }),
  ),
  tokenRevocation: flag,
  readAttributes: list(text),
  writeAttributes: list(text),
} satisfies Fields;

export const client = fields(clientFields);
const clientWithId = fields({
  id: matching('1 to 128 letters, digits, + or _', /^[\w+]{1,128}$/),
  ...clientFields,
} satisfies Every<ClientSetup>);

const customAttribute = fields({
  type: { required: oneOf('String', 'Number', 'DateTime', 'Boolean') },
  mutable: { required: flag },
  min: whole(-2_147_483_648, 2_147_483_647),
  max: whole(-2_147_483_648, 2_147_483_647),
});

const settingsFields = {
  passwordPolicy: fields({
    minimumLength: whole(6, 99),
    requireNumbers: flag,
    requireUppercase: flag,
    requireLowercase: flag,
    requireSymbols: flag,
  }),
  temporaryPasswordDays: whole(1, 365),
  compromisedPasswords: oneOf('BLOCK', 'ALLOW'),
  requiredAttributes: list(text),
  customAttributes: named(customAttribute, { what: 'without custom:', pattern: /^(?!custom:).{1,20}$/ }),
  usernameAttributes: list(contact),
  aliasAttributes: list(oneOf('email', 'phone_number', 'preferred_username')),
  autoVerifiedAttributes: list(contact),
  accountRecovery: list(contact),
  selfSignUp: oneOf('ALLOWED', 'DENIED'),
  verifyBeforeUpdate: list(contact),
  mfa: oneOf('OFF', 'OPTIONAL', 'ON'),
  mfaMethods: list(mfaMethod),
  firstFactors: list(oneOf('PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN')),
  webAuthn: fields({
    relyingPartyId: { required: matching('a host name such as example.com', /^[\w.-]+$/) },
    origins: list(matching('an origin such as https://example.com', /^https?:\/\/[^\s/]+$/)),
    userVerification: { required: oneOf('preferred', 'required') },
    factor: { required: oneOf('SINGLE_FACTOR', 'MULTI_FACTOR_WITH_USER_VERIFICATION') },
  }),
  devices: fields({
    tracking: { required: oneOf('OFF', 'OPT_IN', 'ALWAYS') },
    skipsMfa: { required: flag },
  }),
  sessionTracking: either((value) =>
    fields({
      status: { required: oneOf('ENABLED', 'DISABLED') },
      maxPerUser:
        (value as { status?: unknown } | null)?.status === 'ENABLED'
          ? { required: whole(1, 100) }
          : whole(1, 100),
    }),
  ),
  preTokenGeneration: oneOf('V1_0', 'V2_0', 'V3_0'),
  unconfirmedWithWrongPassword: oneOf('NotAuthorizedException', 'UserNotConfirmedException'),
} satisfies Every<UserPoolSettings>;

export const settings = fields(settingsFields);

/** A role's name, or its ARN. */
export const role = matching(
  "a role's name or ARN",
  /^(?:[\w+=,.@-]{1,64}|arn:aws[\w-]*:iam::\d{12}:role\/.+)$/,
);

export const triggers = fields(Object.fromEntries(triggerNames.map((name) => [name, someFunction])));

export const userPool: Check = fields({
  ...settingsFields,
  id: matching('a region, an underscore, letters and digits', /^[a-z]{2}(?:-[a-z]+)+-\d_[0-9A-Za-z]+$/),
  clients: list(clientWithId),
  groups: named(
    fields({
      description: must('a string', (value) => typeof value === 'string'),
      precedence: whole(0, 2_147_483_647),
      role,
    } satisfies Every<GroupSetup>),
  ),
  users: list(user),
  triggers,
} satisfies Every<UserPoolSetup>);
