/** Turns what an adapter found, in whatever words its file has for it, into a config. */
import { standardAttributes, type AttributeName } from '../../protocol/attribute-names.ts';
import type { CognitoConfig } from '../config.ts';
import type { PasswordPolicy } from '../password-policy.ts';
import type { ManagedLogin, MfaSettings } from '../pool-settings.ts';
import type { Problems } from './problems.ts';
import {
  aliasWords,
  authFlowWords,
  factorWords,
  mfaMethodWords,
  mfaStatusWords,
  providerWords,
  wordIn,
} from './synonyms.ts';

type Texts = readonly string[] | undefined;

/** What a file may tell. Undefined is what it does not tell. */
export interface Found {
  userPoolId: string | undefined;
  clientId: string | undefined;
  /** What the two are called in the file, for when they are missing. */
  called: { userPoolId: string; clientId: string };
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

/** Leaves out what is undefined, as `exactOptionalPropertyTypes` wants it. */
const told = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
  };

const unique = <One>(list: readonly One[]) => [...new Set(list)];

/** Throws one `ConfigInvalid` when there were problems. */
export function assemble(found: Found, problems: Problems): CognitoConfig {
  const { userPoolId = '', clientId = '', called, identityPoolId, guest, endpoint, passwordPolicy } = found;
  for (const name of ['userPoolId', 'clientId'] as const)
    if (!found[name]) problems.add(`${called[name]} is missing`);

  const oneOf = <Word>(what: string, words: Readonly<Record<string, Word>>, value: string | undefined) => {
    const word = value && wordIn(words, value);
    if (value && !word)
      problems.add(`${what} is ${JSON.stringify(value.slice(0, 80))}, which is not known here`);
    return word || undefined;
  };
  /** A word that a newer tool has is passed over: nothing that is known gets worse by it. */
  const knownOf = <Word>(words: Readonly<Record<string, Word>>, values: readonly string[]) =>
    unique(values.flatMap((value) => wordIn(words, value) ?? []));

  const attribute = (name: string): AttributeName | undefined => {
    if (/^custom:./.test(name)) return name as `custom:${string}`;
    const standard = standardAttributes.find((one) => one === name.toLowerCase());
    if (!standard)
      problems.add(
        `the attribute ${JSON.stringify(name.slice(0, 80))} is none of Cognito’s; one of the pool’s own is written custom:<name>`,
      );
    return standard;
  };

  const mfa = (): MfaSettings | undefined => {
    const status = oneOf('the MFA setting', mfaStatusWords, found.mfa);
    return status && { status, methods: knownOf(mfaMethodWords, found.mfaMethods ?? []) };
  };

  const managedLogin = (): ManagedLogin | undefined => {
    const { domain, providers, ...rest } = found.managedLogin ?? {};
    if (!domain) return undefined;
    const host = domain.replace(/^https:\/\/|\/+$/g, '');
    if (!/^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i.test(host))
      problems.add(
        `the domain of managed login is ${JSON.stringify(domain.slice(0, 80))}, and has to be a host name`,
      );
    return {
      // A prefix alone is what AWS's own domains are asked for with, and what the CDK's `domainName` gives back.
      // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
      domain: host.includes('.') ? host : `${host}.auth.${userPoolId.replace(/_.*/, '')}.amazoncognito.com`,
      ...told(rest),
      ...told({
        providers: providers && unique(providers.map((name) => wordIn(providerWords, name) ?? name)),
      }),
    };
  };

  const { aliases, signUpAttributes, firstFactors, groups } = found;
  const config = {
    userPoolId,
    clientId,
    ...told({
      identityPoolId,
      guest: identityPoolId ? guest : undefined,
      endpoint,
      passwordPolicy,
      // None is how a pool says that people have user names.
      aliases: aliases && (aliases.length > 0 ? knownOf(aliasWords, aliases) : ['username' as const]),
      mfa: mfa(),
      signUpAttributes: signUpAttributes && unique(signUpAttributes.flatMap((name) => attribute(name) ?? [])),
      authFlow: oneOf('the authentication flow', authFlowWords, found.authFlow),
      firstFactors: firstFactors && knownOf(factorWords, firstFactors),
      groups,
      managedLogin: managedLogin(),
    }),
  };
  problems.raise();
  return config;
}
