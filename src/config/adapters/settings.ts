/** Reads settings that are plain texts under one name each: environment variables, and outputs of a CDK stack. */
import type { PasswordPolicy } from '../password-policy.ts';
import type { RawConfig } from './assemble.ts';
import { quote, type Problems } from './problems.ts';
import {
  aliasSynonyms,
  factorSynonyms,
  listWords,
  lookUp,
  mfaMethodSynonyms,
  type Synonyms,
} from './synonyms.ts';

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
  /** A list of `lowercase`, `uppercase`, `numbers`, `symbols`. */
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
  /** Returns undefined for a setting that is missing or empty. */
  get: (name: SettingName) => string | undefined;
  /** Returns the setting's name in the source, for problems. */
  nameOf: (name: SettingName) => string;
}

const passwordRules = ['lowercase', 'uppercase', 'numbers', 'symbols'] as const;

/** Reads every setting, and adds a problem for each that is wrong. */
export function readSettings({ get, nameOf }: Settings, problems: Problems): RawConfig {
  const list = (name: SettingName) =>
    get(name)
      ?.split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');

  /** Reads a list of words. They were written by hand, so an unknown word is a mistake, not a newer tool's word. */
  const words = (name: SettingName, synonyms: Synonyms<string>) =>
    list(name)?.filter((word) => {
      const isKnown = lookUp(synonyms, word) !== undefined;
      if (!isKnown)
        problems.add(`${nameOf(name)} has ${quote(word)}, which is none of ${listWords(synonyms)}`);
      return isKnown;
    });

  const flag = (name: SettingName) => {
    const value = get(name);
    if (value === undefined || value === 'true' || value === 'false') return value && value === 'true';
    problems.add(`${nameOf(name)} is ${quote(value)}, but has to be true or false`);
    return undefined;
  };

  const passwordPolicy = (): PasswordPolicy | undefined => {
    const length = get('passwordMinLength');
    const rules = list('passwordRequires');
    if (length === undefined && rules === undefined) return undefined;
    const minLength = Number(length ?? 8);
    if (!Number.isInteger(minLength))
      problems.add(`${nameOf('passwordMinLength')} is ${quote(String(length))}, but has to be a number`);
    for (const rule of rules ?? [])
      if (!passwordRules.some((known) => known === rule))
        problems.add(
          `${nameOf('passwordRequires')} has ${quote(rule)}, which is none of ${passwordRules.join(', ')}`,
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
    names: { userPoolId: nameOf('userPoolId'), clientId: nameOf('clientId') },
    identityPoolId: get('identityPoolId'),
    guest: flag('guest'),
    endpoint: get('endpoint'),
    passwordPolicy: passwordPolicy(),
    aliases: words('aliases', aliasSynonyms),
    mfa: get('mfa'),
    mfaMethods: words('mfaMethods', mfaMethodSynonyms),
    signUpAttributes: list('signUpAttributes'),
    authFlow: get('authFlow'),
    firstFactors: words('firstFactors', factorSynonyms),
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
