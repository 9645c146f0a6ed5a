/** Checks a config before anything is sent anywhere, and says everything that is wrong with it at once. */
import { CognitoError } from '../errors.ts';
import type { CognitoConfig, ResolvedConfig } from './config.ts';
import { isLoopback } from './loopback.ts';
import { hostOf } from './partition.ts';
import { resolvePasswordPolicy } from './password-policy.ts';

// No dot, slash or colon: a region becomes part of a host name, and must never become a host of its own choosing.
const REGION = '^([a-z]{2,4}(?:-[a-z]+)+-\\d{1,2})';

/** What has to look like its example, and what an error says of it. Without a way to leave it out it must be given. */
const patterns = [
  [
    'userPoolId',
    new RegExp(`${REGION}_[0-9A-Za-z]{1,55}$`),
    'eu-west-1_Ab12Cd34E',
    'Copy the User pool ID from the Cognito console',
  ],
  ['clientId', /^\w{1,128}$/, '1h57kf5cpq17m0eml12EXAMPLE', 'Copy the Client ID from the Cognito console'],
  [
    'identityPoolId',
    new RegExp(`${REGION}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
    'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
    'Copy it from the Cognito console, or leave it out',
  ],
  [
    'customRoleArn',
    /^arn:aws[\w-]*:iam::\d{12}:role\/\S+$/,
    'arn:aws:iam::123456789012:role/editor',
    'Leave it out to let the identity pool choose',
  ],
] as const;

function problemsOf(config: CognitoConfig): string[] {
  const problems: string[] = [];
  /** What it is, short and safe to print; why that matters and how to mend it. */
  const wrong = (name: keyof CognitoConfig, why: string) =>
    problems.push(`- ${name} is ${JSON.stringify(config[name])?.slice(0, 80) ?? 'missing'}. ${why}.`);

  for (const [name, pattern, example, mend] of patterns) {
    const value = config[name];
    const needed = name === 'userPoolId' || name === 'clientId';
    if ((needed || value !== undefined) && !pattern.test(value ?? ''))
      wrong(name, `Requests are made of it, so it has to look like '${example}'. ${mend}`);
  }
  const { guest, identityPoolId, endpoint, passwordPolicy } = config;
  if (guest && identityPoolId === undefined)
    wrong('guest', 'Guests get credentials from an identity pool, but identityPoolId is missing. Name one');
  if (endpoint !== undefined) {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    const page = ('location' in config ? config.location : globalThis.location)?.hostname;
    if (!/^https?:$/.test(url?.protocol ?? '') || url?.username || url?.search || url?.hash)
      wrong('endpoint', 'It has to be a plain http or https address. Leave it out to use AWS');
    else if (url && isLoopback(url.hostname) && page && !isLoopback(page) && !config.allowLoopback)
      wrong(
        'endpoint',
        `Visitors of ${page} would sign in to whatever listens on their own machine. ` +
          'Leave it out of what you deploy, or set allowLoopback: true',
      );
  }
  if (passwordPolicy && !(passwordPolicy.minLength >= 6 && passwordPolicy.minLength <= 99))
    wrong('passwordPolicy', 'No pool accepts it: minLength is 6 to 99. Copy the pool’s');
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
      message: `createCognito cannot use this config.\n${problems.join('\n')}`,
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
