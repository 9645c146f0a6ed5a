/**
 * Reads the file that Amplify Gen 2 writes, version 1.x: its `auth` part.
 * https://docs.amplify.aws/react/reference/amplify_outputs/
 */
import type { CognitoConfig } from '../config.ts';
import { assemble } from './assemble.ts';
import { noteForeign } from './wrong-file.ts';
import { readFile, type Part } from './object-reader.ts';
import { createProblems } from './problems.ts';

const name = 'amplify_outputs.json';

/**
 * `createCognito(fromAmplifyOutputs(outputs))`, with `import outputs from './amplify_outputs.json'`; spread it to add or
 * change something. It brings ids, password policy, sign-in aliases, ways in, MFA, required attributes, guest access,
 * groups and managed login.
 * @throws {CognitoError} `ConfigInvalid`, naming everything that is missing or wrong
 */
export function fromAmplifyOutputs(outputs: unknown): CognitoConfig {
  const problems = createProblems({
    name,
    adapter: 'fromAmplifyOutputs',
    mend: 'Write the file anew with `npx ampx sandbox` or `npx ampx generate outputs`, and give its content.',
  });
  const file = readFile(outputs, problems);
  const version = file.text('version');
  if (version && !/^1(\.|$)/.test(version))
    problems.add(`its version is ${JSON.stringify(version.slice(0, 20))}, and only 1.x is known here`);
  const auth = file.part('auth');
  if (!auth) noteForeign(name, file, problems);
  const oauth = auth?.part('oauth');
  const policy = auth?.part('password_policy');
  const passwordless = auth?.part('passwordless');
  const others = passwordless ? waysOf(passwordless) : [];
  const first = passwordless?.text('preferred_challenge');
  return assemble(
    {
      userPoolId: auth?.text('user_pool_id'),
      clientId: auth?.text('user_pool_client_id'),
      called: { userPoolId: 'auth.user_pool_id', clientId: 'auth.user_pool_client_id' },
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
      authFlow: auth?.text('authentication_flow_type') ?? (others.length > 0 ? 'USER_AUTH' : undefined),
      // Without one that is preferred, the service's own order is as good as any.
      firstFactors: first ? [first, ...others, 'password'] : undefined,
      groups: groupsOf(auth?.parts('groups')),
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

/** Codes and passkeys as a first factor; they come with USER_AUTH only. */
const waysOf = (passwordless: Part): readonly string[] => [
  ...(passwordless.part('web_authn') ? ['passkey'] : []),
  ...(passwordless.flag('email_otp_enabled') ? ['emailCode'] : []),
  ...(passwordless.flag('sms_otp_enabled') ? ['smsCode'] : []),
];

/** Each is `{ NAME: { precedence } }`; the lowest precedence counts most. */
const groupsOf = (groups: readonly Part[] | undefined): readonly string[] | undefined =>
  groups
    ?.flatMap((group) =>
      group.names().map((one) => ({ one, rank: group.part(one)?.number('precedence') ?? Infinity })),
    )
    .toSorted((a, b) => a.rank - b.rank || 0)
    .map(({ one }) => one);
