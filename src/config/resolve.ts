/** Checks a config before anything is sent anywhere, and says everything that is wrong with it at once. */
import { CognitoError } from '../errors.ts';
import type { CognitoConfig, ResolvedConfig } from './config.ts';
import { isLoopback } from './loopback.ts';
import { hostOf } from './partition.ts';
import { resolvePasswordPolicy } from './password-policy.ts';

// No dot, slash or colon: a region becomes part of a host name, and must never become a host of its own choosing.
const REGION = '^([a-z]{2,4}(?:-[a-z]+)+-\\d{1,2})';

/** What each id has to look like, and how to mend one that does not. The first two cannot be left out. */
const ids = [
  [
    'userPoolId',
    new RegExp(`${REGION}_[0-9A-Za-z]{1,55}$`),
    'eu-west-1_Ab12Cd34E',
    'Copy the User pool ID from the console',
  ],
  ['clientId', /^\w{1,128}$/, '1h57kf5cpq', 'Copy the Client ID from the console'],
  [
    'identityPoolId',
    new RegExp(`${REGION}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
    'eu-west-1:<UUID>',
    'Copy it from the console, or leave it out',
  ],
  [
    'customRoleArn',
    /^arn:aws[\w-]*:iam::\d{12}:role\/\S+$/,
    'arn:aws:iam::<account>:role/<name>',
    'Or leave it out',
  ],
] as const;

function problemsOf(config: CognitoConfig): string[] {
  const problems: string[] = [];
  /** What it is, short and safe to print; why that matters and how to mend it. */
  const wrong = (name: keyof CognitoConfig, why: string) =>
    problems.push(`- ${name} is ${JSON.stringify(config[name])?.slice(0, 80) ?? 'missing'}. ${why}.`);

  ids.forEach(([name, pattern, example, mend], at) => {
    const value = config[name];
    if ((at < 2 || value !== undefined) && !pattern.test(value ?? ''))
      wrong(name, `Requests are made of it, so it has to look like ${example}. ${mend}`);
  });
  const { guest, identityPoolId, endpoint, passwordPolicy } = config;
  if (guest && identityPoolId === undefined)
    wrong('guest', 'Guests are an identity pool’s, but identityPoolId is missing. Name one');
  if (endpoint !== undefined) {
    const plain = URL.canParse(endpoint) && /^https?:[^?#@]+$/.test(endpoint);
    const page = ('location' in config ? config.location : globalThis.location)?.hostname;
    if (!plain)
      wrong('endpoint', 'Only a plain http or https address can be sent to. Leave it out to use AWS');
    else if (page && !config.allowLoopback && !isLoopback(page) && isLoopback(new URL(endpoint).hostname))
      wrong(
        'endpoint',
        `It is each visitor’s own machine, since the page is on ${page}. Leave it out, or set allowLoopback: true`,
      );
  }
  if (passwordPolicy && !(passwordPolicy.minLength >= 6 && passwordPolicy.minLength <= 99))
    wrong('passwordPolicy', 'No pool has it: minLength is 6 to 99. Copy the pool’s');
  return problems;
}

const regionOf = (id: string) => id.replace(/[_:].*/, '');

/** Throws one `ConfigInvalid` that names every problem. */
export function resolveConfig(config: CognitoConfig): ResolvedConfig {
  const problems = problemsOf(config);
  if (problems.length > 0)
    throw new CognitoError({
      kind: 'config',
      code: 'ConfigInvalid',
      message: ['createCognito cannot use this config.', ...problems].join('\n'),
    });
  const { userPoolId, clientId, identityPoolId, customRoleArn, guest = false, passwordPolicy } = config;
  const region = regionOf(userPoolId);
  const identityRegion = regionOf(identityPoolId ?? region);
  const endpoint = config.endpoint?.replace(/\/+$/, '');
  const host = hostOf('cognito-idp', region);
  return {
    userPoolId,
    clientId,
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
