/**
 * Reads the file that the Amplify CLI (Gen 1) writes, and the `Auth` object that Amplify v5 took by hand.
 * https://docs.amplify.aws/gen1/react/tools/libraries/configure-categories/
 */
import type { CognitoConfig } from '../config.ts';
import type { PasswordPolicy } from '../password-policy.ts';
import { assemble } from './assemble.ts';
import { readFile, type ObjectReader } from './object-reader.ts';
import { createProblems } from './problems.ts';
import { reportWrongFile } from './wrong-file.ts';

const name = 'aws-exports.js';

/**
 * Reads a config from `aws-exports.js`, or from `amplifyconfiguration.json` for the web, which is the same file. Spread
 * the result to add or change a setting. The file says only in `aws_mandatory_sign_in` whether guests are allowed, which
 * is mostly missing: then add `guest: true` if the identity pool allows guests.
 * @example
 * import awsExports from './aws-exports';
 * const cognito = createCognito({ ...fromAwsExports(awsExports), guest: true });
 * @param exported The default export of the file, or its namespace import
 * @throws {CognitoError} `ConfigInvalid`, naming every setting that is missing or wrong
 */
export function fromAwsExports(exported: unknown): CognitoConfig {
  const problems = createProblems({
    name,
    adapter: 'fromAwsExports',
    remedy: 'Write the file anew with `amplify pull`, and pass its default export.',
  });
  const file = readFile(exported, problems);
  // `Auth` was written by hand under Amplify v5, so it goes before the values that the CLI wrote.
  const auth = file.object('Auth');
  const userPoolId = auth?.text('userPoolId') ?? file.text('aws_user_pools_id');
  const clientId = auth?.text('userPoolWebClientId') ?? file.text('aws_user_pools_web_client_id');
  if (!userPoolId && !clientId) reportWrongFile(name, file, problems);
  const oauth = auth?.object('oauth') ?? file.object('oauth');
  const mandatorySignIn = auth?.flag('mandatorySignIn') ?? mandatorySignInOf(file);
  return assemble(
    {
      userPoolId,
      clientId,
      names: { userPoolId: 'aws_user_pools_id', clientId: 'aws_user_pools_web_client_id' },
      identityPoolId: auth?.text('identityPoolId') ?? file.text('aws_cognito_identity_pool_id'),
      guest: mandatorySignIn === undefined ? undefined : !mandatorySignIn,
      passwordPolicy: policyOf(file.object('aws_cognito_password_protection_settings')),
      aliases: file.texts('aws_cognito_username_attributes'),
      mfa: file.text('aws_cognito_mfa_configuration'),
      mfaMethods: file.texts('aws_cognito_mfa_types'),
      signUpAttributes: signUpAttributesOf(file),
      authFlow: auth?.text('authenticationFlowType'),
      managedLogin: oauth && {
        domain: oauth.text('domain'),
        redirectSignIn: splitList(oauth.text('redirectSignIn')),
        redirectSignOut: splitList(oauth.text('redirectSignOut')),
        scopes: oauth.texts('scope'),
        providers: file.texts('aws_cognito_social_providers'),
      },
    },
    problems,
  );
}

const mandatorySignInOf = (file: ObjectReader) => {
  const setting = file.text('aws_mandatory_sign_in');
  return setting === undefined ? undefined : setting === 'enable';
};

const splitList = (text: string | undefined) => text?.split(',').map((item) => item.trim());

function policyOf(settings: ObjectReader | undefined): PasswordPolicy | undefined {
  if (!settings) return undefined;
  const rules = settings.texts('passwordPolicyCharacters') ?? [];
  return {
    minLength: settings.number('passwordPolicyMinLength') ?? 8,
    requireLowercase: rules.includes('REQUIRES_LOWERCASE'),
    requireUppercase: rules.includes('REQUIRES_UPPERCASE'),
    requireNumbers: rules.includes('REQUIRES_NUMBERS'),
    requireSymbols: rules.includes('REQUIRES_SYMBOLS'),
  };
}

/** Adds the attributes that the pool verifies, since a sign-up has to contain them too. */
function signUpAttributesOf(file: ObjectReader): readonly string[] | undefined {
  const required = file.texts('aws_cognito_signup_attributes');
  return required && [...required, ...(file.texts('aws_cognito_verification_mechanisms') ?? [])];
}
