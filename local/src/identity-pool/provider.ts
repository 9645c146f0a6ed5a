/** Finds the provider of a pool that a key of `Logins` names. */
import { identityProvider } from '../iam/trust.ts';
import type { IdentityPool, OpenIdProvider, UserPoolProvider } from './state.ts';

export type Provider =
  | { kind: 'userPool'; providerName: string; apps: readonly UserPoolProvider[] }
  | { kind: 'openId'; providerName: string; provider: OpenIdProvider }
  /** Users of a developer provider sign in through GetOpenIdTokenForDeveloperIdentity only. */
  | { kind: 'developer'; providerName: string }
  /** The login is an OpenID token issued by GetOpenIdTokenForDeveloperIdentity. */
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
 * Finds the setting for a login in a record by provider. A setting for the app client of a user pool overrides one
 * for the whole pool.
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
