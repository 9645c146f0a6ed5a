/** Settings that come as plain texts under one name each: environment variables, and outputs of a CDK stack. */
import type { PasswordPolicy } from '../password-policy.ts';
import type { Found } from './assemble.ts';
import type { Problems } from './problems.ts';
import { aliasWords, factorWords, mfaMethodWords, wordIn } from './synonyms.ts';

/** Lists are separated by commas, flags are `true` or `false`. */
export type SettingName =
  | 'userPoolId'
  | 'clientId'
  | 'identityPoolId'
  | 'guest'
  | 'endpoint'
  | 'aliases'
  | 'mfa'
  | 'mfaMethods'
  | 'passwordMinLength'
  /** Of `lowercase`, `uppercase`, `numbers`, `symbols`. */
  | 'passwordRequires'
  | 'signUpAttributes'
  | 'authFlow'
  | 'firstFactors'
  | 'groups'
  | 'domain'
  | 'redirectSignIn'
  | 'redirectSignOut'
  | 'scopes'
  | 'providers';

export interface Settings {
  /** Undefined for one that is not there, or empty. */
  get: (name: SettingName) => string | undefined;
  /** What it is called where it comes from. */
  called: (name: SettingName) => string;
}

const passwordRules = ['lowercase', 'uppercase', 'numbers', 'symbols'] as const;

export function readSettings({ get, called }: Settings, problems: Problems): Found {
  const list = (name: SettingName) =>
    get(name)
      ?.split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');

  /** These were written by hand: a word that nobody knows is a slip of the pen, not a newer tool's. */
  const words = (name: SettingName, known: Readonly<Record<string, unknown>>) =>
    list(name)?.filter((one) => {
      const right = wordIn(known, one) !== undefined;
      if (!right)
        problems.add(`${called(name)} has ${JSON.stringify(one.slice(0, 80))}, which is not known here`);
      return right;
    });

  const flag = (name: SettingName) => {
    const said = get(name);
    if (said === undefined || said === 'true' || said === 'false') return said && said === 'true';
    problems.add(`${called(name)} is ${JSON.stringify(said.slice(0, 80))}, and has to be true or false`);
    return undefined;
  };

  const passwordPolicy = (): PasswordPolicy | undefined => {
    const said = get('passwordMinLength');
    const rules = list('passwordRequires');
    if (said === undefined && rules === undefined) return undefined;
    const minLength = Number(said ?? 8);
    if (!Number.isInteger(minLength))
      problems.add(
        `${called('passwordMinLength')} is ${JSON.stringify(said?.slice(0, 80))}, and has to be a number`,
      );
    for (const rule of rules ?? [])
      if (!passwordRules.some((one) => one === rule))
        problems.add(
          `${called('passwordRequires')} has ${JSON.stringify(rule.slice(0, 80))}, which is none of ${passwordRules.join(', ')}`,
        );
    return {
      minLength,
      requireLowercase: !!rules?.includes('lowercase'),
      requireUppercase: !!rules?.includes('uppercase'),
      requireNumbers: !!rules?.includes('numbers'),
      requireSymbols: !!rules?.includes('symbols'),
    };
  };

  return {
    userPoolId: get('userPoolId'),
    clientId: get('clientId'),
    called: { userPoolId: called('userPoolId'), clientId: called('clientId') },
    identityPoolId: get('identityPoolId'),
    guest: flag('guest'),
    endpoint: get('endpoint'),
    passwordPolicy: passwordPolicy(),
    aliases: words('aliases', aliasWords),
    mfa: get('mfa'),
    mfaMethods: words('mfaMethods', mfaMethodWords),
    signUpAttributes: list('signUpAttributes'),
    authFlow: get('authFlow'),
    firstFactors: words('firstFactors', factorWords),
    groups: list('groups'),
    managedLogin: {
      domain: get('domain'),
      redirectSignIn: list('redirectSignIn'),
      redirectSignOut: list('redirectSignOut'),
      scopes: list('scopes'),
      providers: list('providers'),
    },
  };
}
