/**
 * Reads the `auth` object of the file that Amplify Gen 2 writes, in version 1.x.
 * https://docs.amplify.aws/react/reference/amplify_outputs/
 */
import type { CognitoConfig } from '../config.ts';
import { assemble } from './assemble.ts';
import { readFile, type ObjectReader } from './object-reader.ts';
import { createProblems, quote } from './problems.ts';
import { reportWrongFile } from './wrong-file.ts';

const name = 'amplify_outputs.json';

/**
 * Reads a config from `amplify_outputs.json`: ids, password policy, sign-in aliases, first factors, MFA, required
 * attributes, guest access, groups and managed login. Spread the result to add or change a setting.
 * @example
 * import outputs from './amplify_outputs.json';
 * const cognito = createCognito(fromAmplifyOutputs(outputs));
 * @param outputs The content of the file, or its namespace import
 * @throws {CognitoError} `ConfigInvalid`, naming every setting that is missing or wrong
 */
export function fromAmplifyOutputs(outputs: unknown): CognitoConfig {
  const problems = createProblems({
    name,
    adapter: 'fromAmplifyOutputs',
    remedy:
      'Write the file anew with `npx ampx sandbox` or `npx ampx generate outputs`, and pass its content.',
  });
  const file = readFile(outputs, problems);
  const version = file.text('version');
  if (version && !/^1(\.|$)/.test(version))
    problems.add(`its version is ${quote(version)}, but has to be 1.x`);
  const auth = file.object('auth');
  if (!auth) reportWrongFile(name, file, problems);
  const oauth = auth?.object('oauth');
  const policy = auth?.object('password_policy');
  const passwordless = auth?.object('passwordless');
  const factors = passwordless ? passwordlessFactors(passwordless) : [];
  const preferred = passwordless?.text('preferred_challenge');
  return assemble(
    {
      userPoolId: auth?.text('user_pool_id'),
      clientId: auth?.text('user_pool_client_id'),
      names: { userPoolId: 'auth.user_pool_id', clientId: 'auth.user_pool_client_id' },
      identityPoolId: auth?.text('identity_pool_id'),
      guest: auth?.flag('unauthenticated_identities_enabled'),
      passwordPolicy: policy && {
        minLength: policy.number('min_length') ?? 8,
        requireLowercase: policy.flag('require_lowercase') ?? false,
        requireUppercase: policy.flag('require_uppercase') ?? false,
        requireNumbers: policy.flag('require_numbers') ?? false,
        requireSymbols: policy.flag('require_symbols') ?? false,
      },
      aliases: auth?.texts('username_attributes'),
      mfa: auth?.text('mfa_configuration'),
      mfaMethods: auth?.texts('mfa_methods'),
      signUpAttributes: auth?.texts('standard_required_attributes'),
      authFlow: auth?.text('authentication_flow_type') ?? (factors.length > 0 ? 'USER_AUTH' : undefined),
      // Without a preferred factor, Cognito's own order applies.
      firstFactors: preferred ? [preferred, ...factors, 'password'] : undefined,
      groups: groupsOf(auth?.objects('groups')),
      managedLogin: oauth && {
        domain: oauth.text('domain'),
        redirectSignIn: oauth.texts('redirect_sign_in_uri'),
        redirectSignOut: oauth.texts('redirect_sign_out_uri'),
        scopes: oauth.texts('scopes'),
        providers: oauth.texts('identity_providers'),
      },
    },
    problems,
  );
}

/** Lists codes and passkeys that are first factors; only USER_AUTH offers them. */
const passwordlessFactors = (passwordless: ObjectReader): readonly string[] => [
  ...(passwordless.object('web_authn') ? ['passkey'] : []),
  ...(passwordless.flag('email_otp_enabled') ? ['emailCode'] : []),
  ...(passwordless.flag('sms_otp_enabled') ? ['smsCode'] : []),
];

/** Sorts the groups, each `{ NAME: { precedence } }`: the lowest precedence comes first. */
const groupsOf = (groups: readonly ObjectReader[] | undefined): readonly string[] | undefined =>
  groups
    ?.flatMap((group) =>
      group
        .names()
        .map((groupName) => ({ groupName, rank: group.object(groupName)?.number('precedence') ?? Infinity })),
    )
    .toSorted((a, b) => a.rank - b.rank || 0)
    .map(({ groupName }) => groupName);
