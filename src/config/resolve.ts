/** Checks a config before anything is sent anywhere, and says everything that is wrong with it at once. */
import { CognitoError } from '../errors.ts';
import type { CognitoConfig, ResolvedConfig } from './config.ts';
import { isLoopback } from './loopback.ts';
import { hostOf } from './partition.ts';
import { resolvePasswordPolicy } from './password-policy.ts';

// No dot, slash or colon: a region becomes part of a host name, and must never become a host of its own choosing.
const REGION = '[a-z]{2,4}(?:-[a-z]+)+-\\d{1,2}';
const userPool = new RegExp(`^(${REGION})_[0-9A-Za-z]{1,55}$`);
const identityPool = new RegExp(`^(${REGION}):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$`);
const client = /^\w{1,128}$/;
const role = /^arn:aws[\w-]*:iam::\d{12}:role\/\S+$/;

/** What was given, short and safe to print. */
const shown = (value: unknown) =>
  value === undefined || value === '' ? 'missing' : JSON.stringify(value).slice(0, 80);

/** What is wrong, why it matters, how to mend it. */
const wrong = (name: keyof CognitoConfig, value: unknown, why: string, how: string) =>
  `- ${name} is ${shown(value)}. ${why}. ${how}.`;

const looksLike = (
  name: keyof CognitoConfig,
  value: string | undefined,
  pattern: RegExp,
  why: string,
  example: string,
  how: string,
) =>
  !pattern.test(value ?? '') && wrong(name, value, `${why}, so it has to look like '${example}'`, how);

function endpointProblem(endpoint: string, config: CognitoConfig): string | false {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash)
    return wrong(
      'endpoint',
      endpoint,
      "Requests go there, so it has to be a plain http or https address, such as 'http://localhost:4599'",
      'Leave it out to use AWS',
    );
  const page = 'location' in config ? config.location : globalThis.location;
  return (
    isLoopback(url.hostname) &&
    !!page &&
    !isLoopback(page.hostname) &&
    !config.allowLoopback &&
    wrong(
      'endpoint',
      endpoint,
      `The page is on ${page.hostname}, so every visitor would sign in to whatever listens on their own machine`,
      'Leave it out of what you deploy, or set allowLoopback: true',
    )
  );
}

function problemsOf(config: CognitoConfig): string[] {
  const { userPoolId, clientId, identityPoolId, customRoleArn, endpoint, guest, passwordPolicy } = config;
  const problems: (string | false)[] = [
    looksLike(
      'userPoolId',
      userPoolId,
      userPool,
      'Region and addresses derive from it',
      'eu-west-1_Ab12Cd34E',
      'Copy the User pool ID from the Cognito console',
    ),
    looksLike(
      'clientId',
      clientId,
      client,
      'Every request names the app client',
      '1h57kf5cpq17m0eml12EXAMPLE',
      'Copy the Client ID from App clients in the Cognito console',
    ),
    identityPoolId !== undefined &&
      looksLike(
        'identityPoolId',
        identityPoolId,
        identityPool,
        'AWS credentials come from it',
        'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
        'Copy it from the Cognito console, or leave it out',
      ),
    guest === true &&
      identityPoolId === undefined &&
      wrong(
        'guest',
        guest,
        'Guests get their credentials from an identity pool, but identityPoolId is missing',
        'Name one, or leave guest out',
      ),
    customRoleArn !== undefined &&
      looksLike(
        'customRoleArn',
        customRoleArn,
        role,
        'The identity pool assumes it',
        'arn:aws:iam::123456789012:role/editor',
        'Leave it out to let the pool choose',
      ),
    endpoint !== undefined && endpointProblem(endpoint, config),
    passwordPolicy !== undefined &&
      !(passwordPolicy.minLength >= 6 && passwordPolicy.minLength <= 99) &&
      wrong(
        'passwordPolicy',
        passwordPolicy,
        'Forms would ask for what no pool accepts: minLength is 6 to 99',
        'Copy it from Authentication methods in the Cognito console',
      ),
  ];
  return problems.filter((problem) => problem !== false);
}

/** Throws one `ConfigInvalid` that names every problem. */
export function resolveConfig(config: CognitoConfig): ResolvedConfig {
  const problems = problemsOf(config);
  if (problems.length > 0)
    throw new CognitoError({
      kind: 'config',
      code: 'ConfigInvalid',
      message: `createCognito cannot use this config.\n${problems.join('\n')}`,
    });
  const { userPoolId, clientId, identityPoolId, customRoleArn } = config;
  const region = userPool.exec(userPoolId)?.[1] ?? '';
  const identityRegion = identityPool.exec(identityPoolId ?? '')?.[1] ?? region;
  const endpoint = config.endpoint?.replace(/\/+$/, '');
  const login = `${hostOf('cognito-idp', region)}/${userPoolId}`;
  return {
    userPoolId,
    clientId,
    region,
    identityPoolId,
    identityRegion,
    guest: config.guest ?? false,
    customRoleArn,
    endpoint,
    userPoolEndpoint: endpoint ?? `https://${hostOf('cognito-idp', region)}`,
    identityPoolEndpoint: endpoint ?? `https://${hostOf('cognito-identity', identityRegion)}`,
    login,
    passwordPolicy: resolvePasswordPolicy(config.passwordPolicy),
  };
}
