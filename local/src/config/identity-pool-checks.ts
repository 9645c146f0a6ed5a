/** Checks identity pools and trusted issuers of a config. */
import { either, type Fields, fields, list, matching, must, named, oneOf, text } from './check.ts';
import type { IdentityPoolSetup } from './identity-pool-setup.ts';
import { role } from './user-pool-checks.ts';

const uuid = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';
const providerName = matching(
  'an issuer without its https://, such as accounts.google.com',
  /^(?!https?:)[^\s]{1,512}$/,
);
const ambiguous = { required: oneOf('AuthenticatedRole', 'Deny') };

const roleMapping = either((value) =>
  (value as { type?: unknown } | null)?.type === 'Rules'
    ? fields({
        type: text,
        ambiguousRoleResolution: ambiguous,
        rules: {
          required: either((rules) =>
            Array.isArray(rules) && rules.length > 25
              ? must(
                  'a list of at most 25 rules',
                  () => false,
                  () => `one of ${rules.length}`,
                )
              : list(
                  fields({
                    claim: { required: text },
                    matchType: { required: oneOf('Equals', 'NotEqual', 'StartsWith', 'Contains') },
                    value: { required: text },
                    role: { required: role },
                  }),
                ),
          ),
        },
      })
    : fields({ type: { required: oneOf('Token', 'Rules') }, ambiguousRoleResolution: ambiguous }),
);

const principalTags = either((value) =>
  (value as { source?: unknown } | null)?.source === 'custom'
    ? fields({ source: text, claims: { required: named(text) } })
    : fields({ source: { required: oneOf('defaults', 'custom') } }),
);

export const identityPool = fields({
  id: matching(
    'a UUID, with or without a region and a colon before it',
    new RegExp(`^(?:[a-z0-9-]+:)?${uuid}$`),
  ),
  name: text,
  guests: oneOf('allowed', 'refused'),
  userPools: list(
    fields({
      userPool: text,
      client: text,
      serverSideTokenCheck: oneOf('checked', 'unchecked'),
    }),
  ),
  openIdProviders: list(fields({ providerName: { required: providerName }, audiences: list(text) })),
  developerProviderName: matching('a name such as login.example.com', /^[\w._-]{1,128}$/),
  roles: fields({ authenticated: role, unauthenticated: role }),
  roleMappings: named(roleMapping),
  principalTags: named(principalTags),
  classicFlow: oneOf('allowed', 'refused'),
} satisfies Record<keyof IdentityPoolSetup, Fields[string]>);

const jwk = must(
  'a public key as a JWK',
  (value) => typeof value === 'object' && value !== null && 'kty' in value && !('d' in value),
  (value) =>
    typeof value === 'object' && value !== null && 'd' in value ? 'a private one' : 'something else',
);

export const issuer = fields({
  issuer: { required: matching('an address such as https://login.example.com', /^(?:https?:\/\/)?\S+$/) },
  jwks: { required: fields({ keys: { required: list(jwk) } }) },
  audiences: { required: list(text) },
});
