/** Turns the values that an adapter has read, in the words of its file, into a config. */
import { standardAttributes, type AttributeName } from '../../protocol/attribute-names.ts';
import type { CognitoConfig } from '../config.ts';
import type { PasswordPolicy } from '../password-policy.ts';
import type { ManagedLogin, MfaSettings } from '../pool-settings.ts';
import { quote, type Problems } from './problems.ts';
import {
  aliasSynonyms,
  authFlowSynonyms,
  factorSynonyms,
  mfaMethodSynonyms,
  mfaStatusSynonyms,
  providerSynonyms,
  listWords,
  lookUp,
  type Synonyms,
} from './synonyms.ts';

type Texts = readonly string[] | undefined;

/** Raw values of a config file. Undefined: not in the file. */
export interface RawConfig {
  userPoolId: string | undefined;
  clientId: string | undefined;
  /** The names of the two ids in the file, for the error when they are missing. */
  names: { userPoolId: string; clientId: string };
  identityPoolId?: string | undefined;
  guest?: boolean | undefined;
  endpoint?: string | undefined;
  passwordPolicy?: PasswordPolicy | undefined;
  aliases?: Texts;
  mfa?: string | undefined;
  mfaMethods?: Texts;
  signUpAttributes?: Texts;
  authFlow?: string | undefined;
  firstFactors?: Texts;
  groups?: Texts;
  managedLogin?: { [Name in keyof ManagedLogin]?: ManagedLogin[Name] | undefined } | undefined;
}

/** Leaves out undefined fields, since `exactOptionalPropertyTypes` forbids them. */
const definedFields = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
  };

const unique = <Item>(list: readonly Item[]) => [...new Set(list)];

/**
 * Assembles the config, and adds a problem for each value that is missing or unknown.
 * @throws {CognitoError} `ConfigInvalid` when there are problems, also those that the adapter has added
 */
export function assemble(raw: RawConfig, problems: Problems): CognitoConfig {
  const { userPoolId = '', clientId = '', names, identityPoolId, guest, endpoint, passwordPolicy } = raw;
  for (const name of ['userPoolId', 'clientId'] as const)
    if (!raw[name]) problems.add(`${names[name]} is missing`);

  const knownValue = <Word extends string>(
    setting: string,
    synonyms: Synonyms<Word>,
    value: string | undefined,
  ) => {
    const word = value && lookUp(synonyms, value);
    if (value && !word)
      problems.add(`${setting} is ${quote(value)}, but has to be one of ${listWords(synonyms)}`);
    return word || undefined;
  };
  /** Leaves out unknown values of a list, which may be those of a newer tool. */
  const knownValues = <Word>(synonyms: Synonyms<Word>, values: readonly string[]) =>
    unique(values.flatMap((value) => lookUp(synonyms, value) ?? []));

  const attributeName = (name: string): AttributeName | undefined => {
    if (/^custom:./.test(name)) return name as `custom:${string}`;
    const standard = standardAttributes.find((attribute) => attribute === name.toLowerCase());
    if (!standard)
      problems.add(
        `the attribute ${quote(name)} is none of Cognito’s. Write a custom attribute as custom:<name>`,
      );
    return standard;
  };

  const mfa = (): MfaSettings | undefined => {
    const status = knownValue('the MFA setting', mfaStatusSynonyms, raw.mfa);
    return status && { status, methods: knownValues(mfaMethodSynonyms, raw.mfaMethods ?? []) };
  };

  const managedLogin = (): ManagedLogin | undefined => {
    const { domain, providers, ...rest } = raw.managedLogin ?? {};
    if (!domain) return undefined;
    const host = domain.replace(/^https:\/\/|\/+$/g, '');
    if (!/^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i.test(host))
      problems.add(`the domain of managed login is ${quote(domain)}, but has to be a host name`);
    return {
      // A name without a dot is the prefix of a domain of AWS's own; the CDK's `domainName` returns it so.
      // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
      domain: host.includes('.') ? host : `${host}.auth.${userPoolId.replace(/_.*/, '')}.amazoncognito.com`,
      ...definedFields(rest),
      ...definedFields({
        providers: providers && unique(providers.map((name) => lookUp(providerSynonyms, name) ?? name)),
      }),
    };
  };

  const { aliases, signUpAttributes, firstFactors, groups } = raw;
  const config = {
    userPoolId,
    clientId,
    ...definedFields({
      identityPoolId,
      guest: identityPoolId ? guest : undefined,
      endpoint,
      passwordPolicy,
      // An empty list means that users sign in with user names.
      aliases: aliases && (aliases.length > 0 ? knownValues(aliasSynonyms, aliases) : ['username' as const]),
      mfa: mfa(),
      signUpAttributes:
        signUpAttributes && unique(signUpAttributes.flatMap((name) => attributeName(name) ?? [])),
      authFlow: knownValue('the authentication flow', authFlowSynonyms, raw.authFlow),
      firstFactors: firstFactors && knownValues(factorSynonyms, firstFactors),
      groups,
      managedLogin: managedLogin(),
    }),
  };
  problems.throwIfAny();
  return config;
}
