/** Which of a pool's providers a key of `Logins` means. */
import { identityProvider } from '../iam/trust.ts';
import type { IdentityPool, OpenIdProvider, UserPoolProvider } from './state.ts';

export type Provider =
  | { kind: 'userPool'; providerName: string; apps: readonly UserPoolProvider[] }
  | { kind: 'openId'; providerName: string; provider: OpenIdProvider }
  /** Its users come through GetOpenIdTokenForDeveloperIdentity only. */
  | { kind: 'developer'; providerName: string }
  /** What GetOpenIdTokenForDeveloperIdentity gave, in place of a provider's own token. */
  | { kind: 'identityPool'; providerName: string };

export const findProvider = (pool: IdentityPool, providerName: string): Provider | undefined => {
  const apps = pool.providers.filter((one) => one.providerName === providerName);
  if (apps.length > 0) return { kind: 'userPool', providerName, apps };
  const provider = pool.openIdProviders?.find((one) => one.providerName === providerName);
  if (provider) return { kind: 'openId', providerName, provider };
  if (providerName === pool.developerProviderName) return { kind: 'developer', providerName };
  return providerName === identityProvider ? { kind: 'identityPool', providerName } : undefined;
};

/**
 * The setting for a login in a record by provider: a user pool's app client may have one of its own.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html
 */
export const settingFor = <Setting>(
  settings: Readonly<Record<string, Setting>> | undefined,
  { providerName, audience }: { providerName: string; audience: string | undefined },
): { name: string; setting: Setting } | undefined => {
  for (const name of [`${providerName}:${audience}`, providerName]) {
    const setting = settings && Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (setting !== undefined) return { name, setting };
  }
  return undefined;
};
