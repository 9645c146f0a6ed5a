/**
 * Attributes for access control: claims become tags of the session.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/using-attributes-for-access-control.html
 */
import { getOwn } from '../lib/own.ts';
import type { Verified, VerifiedLogin } from './logins.ts';
import { tagsClaim } from './open-id-token.ts';
import { settingFor } from './provider.ts';
import type { IdentityPool, PrincipalTags } from './state.ts';

/** https://docs.aws.amazon.com/cognito/latest/developerguide/provider-mappings.html */
export const defaultTagClaims: Readonly<Record<string, string>> = { username: 'sub', client: 'aud' };

export const claimsOfTags = (tags: PrincipalTags): Readonly<Record<string, string>> =>
  tags.source === 'defaults' ? defaultTagClaims : tags.claims;

/** Assumption: a tag holds one text, so a claim with several values gives no tag. */
const textOf = (claim: unknown): string | undefined => {
  if (Array.isArray(claim)) return claim.length === 1 ? textOf(claim[0]) : undefined;
  return typeof claim === 'string' || typeof claim === 'number' || typeof claim === 'boolean'
    ? String(claim)
    : undefined;
};

const tagsOfLogin = (pool: IdentityPool, login: VerifiedLogin): [key: string, value: string][] => {
  const mapping = settingFor(pool.principalTags, login);
  if (!mapping) return [];
  return Object.entries(claimsOfTags(mapping.setting)).flatMap(([key, claim]) => {
    const value = textOf(getOwn(login.claims, claim));
    return value === undefined ? [] : [[key, value] as [string, string]];
  });
};

/** Reads the claim in which IAM finds session tags: `{"principal_tags": {"department": ["red"]}}`. */
export const tagsInToken = (claims: Readonly<Record<string, unknown>>): Record<string, string> => {
  const claim = getOwn(claims, tagsClaim);
  const tagClaim: unknown = Array.isArray(claim) ? claim[0] : claim;
  if (typeof tagClaim !== 'object' || tagClaim === null) return {};
  const tags: unknown = (tagClaim as Record<string, unknown>)['principal_tags'];
  if (typeof tags !== 'object' || tags === null) return {};
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key, text]];
    }),
  );
};

export const tagsOf = (pool: IdentityPool, { logins, proof }: Verified): Record<string, string> => ({
  ...(proof && tagsInToken(proof)),
  ...Object.fromEntries(logins.flatMap((login) => tagsOfLogin(pool, login))),
});
