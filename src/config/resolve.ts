/** Checks a config before anything is sent anywhere, and says everything that is wrong with it at once. */
import { CognitoError } from '../errors.ts';
import type { AttributeName } from '../protocol/attribute-names.ts';
import type { CognitoConfig, ResolvedConfig } from './config.ts';
import { isLoopback } from '../lib/loopback.ts';
import { hostOf } from './partition.ts';
import { resolvePasswordPolicy } from './password-policy.ts';

// No dot, slash or colon: a region becomes part of a host name, and must never become a host of its own choosing.
const REGION = '^([a-z]{2,4}(?:-[a-z]+)+-\\d{1,2})';
const aUserPool = new RegExp(`${REGION}_[0-9A-Za-z]{1,55}$`);
const anIdentityPool = new RegExp(`${REGION}:[0-9a-f-]{36}$`);
const aRole = /^arn:aws[\w-]*:iam::\d{12}:role\/\S+$/;

const like = (example: string, mend: string) =>
  `Requests are made of it: it has to look like ${example}. ${mend}`;

/** One line for each: what it is, short and safe to print; why that matters and how to mend it. */
function problemsOf(config: CognitoConfig): string[] {
  const { userPoolId, clientId, identityPoolId, customRoleArn, guest, endpoint, passwordPolicy } = config;
  const { authenticatedRoleArn, guestRoleArn } = config.classicFlow ?? {};
  const plain = endpoint !== undefined && /^https?:[^?#@]+$/.test(endpoint) && URL.canParse(endpoint);
  const url = plain ? new URL(endpoint) : undefined;
  const page = ('location' in config ? config.location : globalThis.location)?.hostname;
  const checks: readonly [name: keyof CognitoConfig, right: unknown, why: string][] = [
    [
      'userPoolId',
      aUserPool.test(userPoolId),
      like('eu-west-1_Ab12Cd34E', 'Copy the User pool ID from the console'),
    ],
    [
      'clientId',
      clientId && /^\w{1,128}$/.test(clientId),
      like('1h57kf5cpq', 'Copy the Client ID from the console'),
    ],
    [
      'identityPoolId',
      identityPoolId === undefined || anIdentityPool.test(identityPoolId),
      like('eu-west-1:<UUID>', 'Copy it from the console, or leave it out'),
    ],
    [
      'customRoleArn',
      customRoleArn === undefined || aRole.test(customRoleArn),
      like('arn:aws:iam::<account>:role/<name>', 'Or leave it out'),
    ],
    [
      'classicFlow',
      [authenticatedRoleArn, guestRoleArn].every((arn) => arn === undefined || aRole.test(arn)),
      like('{ authenticatedRoleArn: arn:aws:iam::<account>:role/<name> }', 'Or leave it out'),
    ],
    [
      'guest',
      !guest || identityPoolId,
      'Guests are an identity pool’s, but identityPoolId is missing. Name one',
    ],
    [
      'endpoint',
      endpoint === undefined || url,
      'Only a plain http or https address can be sent to. Leave it out for AWS',
    ],
    [
      'endpoint',
      !url || !page || !isLoopback(url.hostname) || isLoopback(page) || config.allowLoopback,
      `It is each visitor’s own machine, since the page is on ${page}. Leave it out, or set allowLoopback: true`,
    ],
    [
      'passwordPolicy',
      !passwordPolicy || (passwordPolicy.minLength >= 6 && passwordPolicy.minLength <= 99),
      'No pool has it: minLength is 6 to 99. Copy the pool’s',
    ],
  ];
  return checks
    .filter(([, right]) => !right)
    .map(
      ([name, , why]) => `- ${name} is ${JSON.stringify(config[name])?.slice(0, 80) ?? 'missing'}. ${why}.`,
    );
}

const regionOf = (id: string) => id.replace(/[_:].*/, '');

/** Throws one `ConfigInvalid` that names every problem. */
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
    // With what is only carried: how the pool is set up.
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
