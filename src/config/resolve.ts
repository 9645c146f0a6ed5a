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

function endpointProblem(endpoint: string, config: CognitoConfig): string | undefined {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash)
    return (
      `endpoint is ${shown(endpoint)}. Requests go there, so it has to be an http or https address without a user ` +
      "name, query or fragment, such as 'http://localhost:4599'. Leave it out to use AWS."
    );
  const page = 'location' in config ? config.location : globalThis.location;
  if (isLoopback(url.hostname) && page && !isLoopback(page.hostname) && !config.allowLoopback)
    return (
      `endpoint is ${shown(endpoint)}, but the page is on ${shown(page.hostname)}. Every visitor would send their ` +
      'sign-in to whatever listens on their own machine. Leave endpoint out of what you deploy, or set ' +
      'allowLoopback: true if that is what you want.'
    );
  return undefined;
}

function problemsOf(config: CognitoConfig): string[] {
  const { userPoolId, clientId, identityPoolId, customRoleArn, endpoint, guest, passwordPolicy } = config;
  const problems: (string | undefined | false)[] = [
    !userPool.test(userPoolId) &&
      `userPoolId is ${shown(userPoolId)}. The region and every address derive from it, so it has to look like ` +
        "'eu-west-1_Ab12Cd34E'. Copy the User pool ID from the pool's overview in the Cognito console.",
    !client.test(clientId ?? '') &&
      `clientId is ${shown(clientId)}. Every request names the app client, so it has to be its ID, such as ` +
        "'1h57kf5cpq17m0eml12EXAMPLE'. Copy the Client ID from App clients in the Cognito console.",
    identityPoolId !== undefined &&
      !identityPool.test(identityPoolId) &&
      `identityPoolId is ${shown(identityPoolId)}. AWS credentials come from it, so it has to look like ` +
        "'eu-west-1:01234567-89ab-cdef-0123-456789abcdef'. Copy the Identity pool ID from the console, or leave it out.",
    guest === true &&
      identityPoolId === undefined &&
      'guest is true, but identityPoolId is missing. Guests get their credentials from an identity pool, so name one ' +
        'or leave guest out.',
    customRoleArn !== undefined &&
      !role.test(customRoleArn) &&
      `customRoleArn is ${shown(customRoleArn)}. The identity pool assumes it, so it has to be a role's ARN, such as ` +
        "'arn:aws:iam::123456789012:role/editor'. Leave it out to let the pool choose.",
    endpoint !== undefined && endpointProblem(endpoint, config),
    passwordPolicy !== undefined &&
      !(passwordPolicy.minLength >= 6 && passwordPolicy.minLength <= 99) &&
      `passwordPolicy.minLength is ${shown(passwordPolicy.minLength)}. Cognito allows 6 to 99, so forms would ask for ` +
        'what no pool accepts. Copy it from Authentication methods in the Cognito console.',
  ];
  return problems.filter((problem) => typeof problem === 'string');
}

/** Throws one `ConfigInvalid` that names every problem. */
export function resolveConfig(config: CognitoConfig): ResolvedConfig {
  const problems = problemsOf(config);
  if (problems.length > 0)
    throw new CognitoError({
      kind: 'config',
      code: 'ConfigInvalid',
      message: `createCognito cannot use this config.\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
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
