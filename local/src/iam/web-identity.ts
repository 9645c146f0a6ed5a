/**
 * A verified token of an identity provider, as trust policies and later requests see it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
import type { ContextKeys } from './context.ts';

export interface WebIdentity {
  /** The prefix of its context keys, such as `cognito-identity.amazonaws.com`. */
  provider: string;
  /** The name in the `Principal.Federated` of a trust policy. */
  federated: string;
  audience: string;
  /** The `azp` of Google's tokens: the client that requested the token, which can differ from its audience. */
  authorizedParty?: string;
  subject: string;
  amr: readonly string[];
  /** Session tags, by key. */
  tags: Readonly<Record<string, string>>;
}

/** Providers that IAM knows by name. Others are named by the ARN of their OIDC provider. */
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

/** Context keys while the role is being assumed. */
export const trustKeys = (webIdentity: WebIdentity): ContextKeys => ({
  ...prefixed(`${webIdentity.provider}:`, claimKeys(webIdentity)),
  ...prefixed('aws:RequestTag/', webIdentity.tags),
  ...(Object.keys(webIdentity.tags).length > 0 && { 'aws:TagKeys': Object.keys(webIdentity.tags) }),
});

/** Context keys in every request of the session. */
export const sessionKeys = (webIdentity: WebIdentity): ContextKeys => ({
  ...prefixed(`${webIdentity.provider}:`, claimKeys(webIdentity)),
  ...prefixed('aws:PrincipalTag/', webIdentity.tags),
  'aws:FederatedProvider': webIdentity.federated,
});
