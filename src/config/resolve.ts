/** Checks a config before anything is sent, and derives hosts, regions and the password policy from it. */
import { CognitoError } from '../errors.ts';
import type { AttributeName } from '../protocol/attribute-names.ts';
import type { CognitoConfig, ResolvedConfig } from './config.ts';
import { isLoopback } from '../lib/loopback.ts';
import { resolvePasswordPolicy } from './password-policy.ts';

// Without dot, slash and colon: a region becomes part of a host name, and must never name another host.
const REGION = '^([a-z]{2,4}(?:-[a-z]+)+-\\d{1,2})';
const userPoolIdPattern = new RegExp(`${REGION}_[0-9A-Za-z]{1,55}$`);
const identityPoolIdPattern = new RegExp(`${REGION}:[0-9a-f-]{36}$`);
const roleArnPattern = /^arn:aws[\w-]*:iam::\d{12}:role\/\S+$/;

const hasToLookLike = (example: string, remedy: string) =>
  `It is part of requests, so it has to look like ${example}. ${remedy}`;

/** Lists the problems of a config, a line each: the value, cut to 80 characters, the reason and the remedy. */
function problemsOf(config: CognitoConfig): string[] {
  const { userPoolId, clientId, identityPoolId, customRoleArn, guest, endpoint, passwordPolicy } = config;
  const { authenticatedRoleArn, guestRoleArn } = config.classicFlow ?? {};
  const isPlainUrl = endpoint !== undefined && /^https?:[^?#@]+$/.test(endpoint) && URL.canParse(endpoint);
  const url = isPlainUrl ? new URL(endpoint) : undefined;
  const page = ('location' in config ? config.location : globalThis.location)?.hostname;
  const checks: readonly [name: keyof CognitoConfig, isValid: unknown, message: string][] = [
    [
      'userPoolId',
      userPoolIdPattern.test(userPoolId),
      hasToLookLike('eu-west-1_Ab12Cd34E', 'Copy the User pool ID from the console'),
    ],
    [
      'clientId',
      clientId && /^\w{1,128}$/.test(clientId),
      hasToLookLike('1h57kf5cpq', 'Copy the Client ID from the console'),
    ],
    [
      'identityPoolId',
      identityPoolId === undefined || identityPoolIdPattern.test(identityPoolId),
      hasToLookLike('eu-west-1:<UUID>', 'Copy it from the console, or leave it out'),
    ],
    [
      'customRoleArn',
      customRoleArn === undefined || roleArnPattern.test(customRoleArn),
      hasToLookLike('arn:aws:iam::<account>:role/<name>', 'Or leave it out'),
    ],
    [
      'classicFlow',
      [authenticatedRoleArn, guestRoleArn].every((arn) => arn === undefined || roleArnPattern.test(arn)),
      hasToLookLike('{ authenticatedRoleArn: arn:aws:iam::<account>:role/<name> }', 'Or leave it out'),
    ],
    [
      'guest',
      !guest || identityPoolId,
      'Guests need an identity pool, but identityPoolId is missing. Add it',
    ],
    [
      'endpoint',
      endpoint === undefined || url,
      'Requests need a plain http or https address. Leave it out for AWS',
    ],
    [
      'endpoint',
      !url || !page || !isLoopback(url.hostname) || isLoopback(page) || config.allowLoopback,
      `The page is on ${page}, so each visitor’s browser would send to its own machine. Leave it out, or set allowLoopback: true`,
    ],
    [
      'passwordPolicy',
      !passwordPolicy || (passwordPolicy.minLength >= 6 && passwordPolicy.minLength <= 99),
      'Cognito allows a minLength of 6 to 99. Copy the pool’s policy',
    ],
  ];
  return checks
    .filter(([, isValid]) => !isValid)
    .map(
      ([name, , message]) =>
        `- ${name} is ${JSON.stringify(config[name])?.slice(0, 80) ?? 'missing'}. ${message}.`,
    );
}

const regionOf = (id: string) => id.replace(/[_:].*/, '');

/** Domains of the partitions that have one of their own; all other regions, GovCloud's too, are under `amazonaws.com`. */
const partitionDomains: Readonly<Record<string, string>> = { cn: 'com.cn', eusc: 'eu' };

/**
 * Returns the host of a region's service, such as `cognito-idp.eu-west-1.amazonaws.com`.
 * https://docs.aws.amazon.com/general/latest/gr/cognito_identity.html
 */
const hostOf = (service: 'cognito-idp' | 'cognito-identity', region: string): string =>
  `${service}.${region}.amazonaws.${partitionDomains[region.replace(/-.*/, '')] ?? 'com'}`;

/**
 * Checks the config, and fills in everything that derives from it.
 * @throws {CognitoError} `ConfigInvalid`, with one line for each problem
 */
export function resolveConfig<Named extends AttributeName>(
  config: CognitoConfig<Named>,
): ResolvedConfig<Named> {
  const problems = problemsOf(config);
  if (problems.length > 0)
    throw new CognitoError({
      kind: 'config',
      code: 'ConfigInvalid',
      message: ['createCognito cannot use this config.', ...problems].join('\n'),
    });
  const { userPoolId, identityPoolId, customRoleArn, guest = false, passwordPolicy } = config;
  const region = regionOf(userPoolId);
  const identityRegion = regionOf(identityPoolId ?? region);
  const endpoint = config.endpoint?.replace(/\/+$/, '');
  const host = hostOf('cognito-idp', region);
  return {
    // The pool's settings are passed on as they are.
    ...config,
    region,
    identityPoolId,
    identityRegion,
    guest,
    customRoleArn,
    endpoint,
    userPoolEndpoint: endpoint ?? `https://${host}`,
    identityPoolEndpoint: endpoint ?? `https://${hostOf('cognito-identity', identityRegion)}`,
    login: `${host}/${userPoolId}`,
    passwordPolicy: resolvePasswordPolicy(passwordPolicy),
  };
}
