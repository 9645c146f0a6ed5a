/**
 * Reads the file that the Amplify CLI (Gen 1) writes, and what Amplify v5 took by hand as `Auth`.
 * https://docs.amplify.aws/gen1/react/tools/libraries/configure-categories/
 */
import type { CognitoConfig } from '../config.ts';
import type { PasswordPolicy } from '../password-policy.ts';
import { assemble } from './assemble.ts';
import { noteForeign } from './wrong-file.ts';
import { readFile, type Part } from './object-reader.ts';
import { createProblems } from './problems.ts';

const name = 'aws-exports.js';

/**
 * `createCognito(fromAwsExports(exported))`, with `import exported from './aws-exports'`; spread it to add or change
 * something. `amplifyconfiguration.json` for the web is the same file. Guest access is in it only as
 * `aws_mandatory_sign_in`, which is mostly missing: then add `guest: true` if the identity pool lets guests in.
 * @throws {CognitoError} `ConfigInvalid`, naming everything that is missing or wrong
 */
export function fromAwsExports(exported: unknown): CognitoConfig {
  const problems = createProblems({
    name,
    adapter: 'fromAwsExports',
    mend: 'Write the file anew with `amplify pull`, and give its default export.',
  });
  const file = readFile(exported, problems);
  // By hand, under Amplify v5: it goes before what the CLI wrote.
  const auth = file.part('Auth');
  const userPoolId = auth?.text('userPoolId') ?? file.text('aws_user_pools_id');
  const clientId = auth?.text('userPoolWebClientId') ?? file.text('aws_user_pools_web_client_id');
  if (!userPoolId && !clientId) noteForeign(name, file, problems);
  const oauth = auth?.part('oauth') ?? file.part('oauth');
  const mandatory = auth?.flag('mandatorySignIn') ?? mandatoryIn(file);
  return assemble(
    {
      userPoolId,
      clientId,
      called: { userPoolId: 'aws_user_pools_id', clientId: 'aws_user_pools_web_client_id' },
      identityPoolId: auth?.text('identityPoolId') ?? file.text('aws_cognito_identity_pool_id'),
      guest: mandatory === undefined ? undefined : !mandatory,
      passwordPolicy: policyOf(file.part('aws_cognito_password_protection_settings')),
      aliases: file.texts('aws_cognito_username_attributes'),
      mfa: file.text('aws_cognito_mfa_configuration'),
      mfaMethods: file.texts('aws_cognito_mfa_types'),
      signUpAttributes: signUpAttributesOf(file),
      authFlow: auth?.text('authenticationFlowType'),
      managedLogin: oauth && {
        domain: oauth.text('domain'),
        redirectSignIn: listIn(oauth.text('redirectSignIn')),
        redirectSignOut: listIn(oauth.text('redirectSignOut')),
        scopes: oauth.texts('scope'),
        providers: file.texts('aws_cognito_social_providers'),
      },
    },
    problems,
  );
}

const mandatoryIn = (file: Part) => {
  const said = file.text('aws_mandatory_sign_in');
  return said === undefined ? undefined : said === 'enable';
};

const listIn = (text: string | undefined) => text?.split(',').map((one) => one.trim());

function policyOf(settings: Part | undefined): PasswordPolicy | undefined {
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

/** What a pool verifies it has to be told too. */
function signUpAttributesOf(file: Part): readonly string[] | undefined {
  const required = file.texts('aws_cognito_signup_attributes');
  return required && [...required, ...(file.texts('aws_cognito_verification_mechanisms') ?? [])];
}
