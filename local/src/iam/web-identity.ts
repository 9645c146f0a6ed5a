/**
 * Somebody with a verified token of an identity provider, as trust policies and later requests see them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
import type { ContextKeys } from './context.ts';

export interface WebIdentity {
  /** What the condition keys begin with, such as `cognito-identity.amazonaws.com`. */
  provider: string;
  /** What a trust policy may call it as `Principal.Federated`. */
  federated: string;
  audience: string;
  /** Google's `azp`: the client that the token was made for, which may not be its audience. */
  authorizedParty?: string;
  subject: string;
  amr: readonly string[];
  /** Session tags, by key. */
  tags: Readonly<Record<string, string>>;
}

/** Providers that IAM knows by itself; any other is named by the ARN under which it was registered. */
const builtIn = [
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
];

export const federatedName = (account: string, provider: string): string =>
  builtIn.includes(provider) ? provider : `arn:aws:iam::${account}:oidc-provider/${provider}`;

const claimKeys = ({ provider, audience, authorizedParty, subject, amr }: WebIdentity): ContextKeys => {
  switch (provider) {
    case 'graph.facebook.com':
      return { app_id: audience, id: subject };
    case 'www.amazon.com':
      return { app_id: audience, user_id: subject };
    case 'accounts.google.com':
      return { aud: authorizedParty ?? audience, oaud: audience, sub: subject };
    default:
      return { aud: audience, sub: subject, ...(amr.length > 0 && { amr }) };
  }
};

const prefixed = (prefix: string, keys: ContextKeys): ContextKeys =>
  Object.fromEntries(Object.entries(keys).map(([name, value]) => [prefix + name, value]));

/** While the role is being taken. */
export const trustKeys = (who: WebIdentity): ContextKeys => ({
  ...prefixed(`${who.provider}:`, claimKeys(who)),
  ...prefixed('aws:RequestTag/', who.tags),
  ...(Object.keys(who.tags).length > 0 && { 'aws:TagKeys': Object.keys(who.tags) }),
});

/** In every request of the session. */
export const sessionKeys = (who: WebIdentity): ContextKeys => ({
  ...prefixed(`${who.provider}:`, claimKeys(who)),
  ...prefixed('aws:PrincipalTag/', who.tags),
  'aws:FederatedProvider': who.federated,
});
