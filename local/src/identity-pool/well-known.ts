/**
 * The documents at `https://cognito-identity.amazonaws.com/.well-known/…`: the keys that verify OpenID tokens of
 * identity pools.
 * https://openid.net/specs/openid-connect-discovery-1_0.html
 */
import type { Handler } from '../protocol/handler.ts';
import { jsonReply } from '../protocol/json-service.ts';
import type { Platform } from '../platform/platform.ts';
import { openIdAlgorithm, type OpenIdKeys } from './open-id-keys.ts';
import { openIdIssuer } from './open-id-token.ts';

export const isIdentityPoolPath = (pathname: string): boolean => pathname.startsWith('/.well-known/');

export const createIdentityPoolWellKnown =
  ({ platform, keys }: { platform: Platform; keys: OpenIdKeys }): Handler =>
  async (request) => {
    const { pathname } = new URL(request.url);
    const body = pathname.endsWith('/jwks_uri')
      ? await keys.published()
      : {
          issuer: openIdIssuer,
          // The address on this machine, since the issuer's own address belongs to AWS.
          jwks_uri: new URL('/.well-known/jwks_uri', request.url).href,
          authorization_endpoint: openIdIssuer,
          id_token_signing_alg_values_supported: [openIdAlgorithm],
          response_types_supported: ['token'],
          subject_types_supported: ['public'],
        };
    return jsonReply(platform, { ...body }, { contentType: 'application/json' });
  };
