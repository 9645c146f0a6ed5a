/** Checks a config before anything is sent, and derives hosts, regions and the password policy from it. */
import { CognitoError } from '../errors.ts';
import type { AttributeName } from '../protocol/attribute-names.ts';
import type { CognitoConfig, ResolvedConfig } from './config.ts';
import { explainKeys, explainMistakes, type Mistake } from './explain-config.ts';
import { isLoopback } from '../lib/loopback.ts';
import { resolvePasswordPolicy } from './password-policy.ts';

// Without dot, slash and colon: a region becomes part of a host name, and must never name another host.
const REGION = '^([a-z]{2,4}(?:-[a-z]+)+-\\d{1,2})';
const userPoolIdPattern = new RegExp(`${REGION}_[0-9A-Za-z]{1,55}$`);
const identityPoolIdPattern = new RegExp(`${REGION}:[0-9a-f-]{36}$`);
const roleArnPattern = /^arn:aws[\w-]*:iam::\d{12}:role\/\S+$/;

/** Lists the mistakes of a config. */
function findMistakes(config: CognitoConfig): Mistake[] {
  const { userPoolId, clientId, identityPoolId, customRoleArn, guest, endpoint, passwordPolicy } = config;
  const roleArns = [
    customRoleArn,
    config.classicFlow?.authenticatedRoleArn,
    config.classicFlow?.guestRoleArn,
  ].map((arn) => arn === undefined || roleArnPattern.test(arn));
  const isPlainUrl = endpoint !== undefined && /^https?:[^?#@]+$/.test(endpoint) && URL.canParse(endpoint);
  const url = isPlainUrl ? new URL(endpoint) : undefined;
  const page = ('location' in config ? config.location : globalThis.location)?.hostname;
  const isValid = {
    userPoolId: userPoolIdPattern.test(userPoolId),
    clientId: clientId && /^\w{1,128}$/.test(clientId),
    identityPoolId: identityPoolId === undefined || identityPoolIdPattern.test(identityPoolId),
    customRoleArn: roleArns[0],
    classicFlow: roleArns[1] && roleArns[2],
    guest: !guest || identityPoolId,
    endpoint: endpoint === undefined || url,
    allowLoopback: !url || !page || !isLoopback(url.hostname) || isLoopback(page) || config.allowLoopback,
    passwordPolicy: !passwordPolicy || (passwordPolicy.minLength >= 6 && passwordPolicy.minLength <= 99),
  } satisfies Record<Mistake, unknown>;
  return (Object.keys(isValid) as Mistake[]).filter((name) => !isValid[name]);
}

/** Bundlers replace it, as they do for React, and drop what only a development build needs. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Lists the problems of a config: explained in development, by their fields' names in production. */
function problemsOf(config: CognitoConfig): string[] {
  const mistakes = findMistakes(config);
  return process.env.NODE_ENV === 'production'
    ? mistakes
    : [...explainMistakes(config, mistakes), ...explainKeys(config)];
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
 * @throws {CognitoError} `ConfigInvalid`, with one line for each problem: the field's name and, in a development build,
 * the reason and the remedy. Only a development build refuses misspelled fields.
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
