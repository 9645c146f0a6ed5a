/**
 * Finds the principal that signed a request: verifies the signature, the session token and the expiry of the keys.
 */
import { withoutIdentityIds } from '../iam/redact.ts';
import { type Bytes, equalBytes, utf8 } from '../lib/bytes.ts';
import type { Principal } from '../iam/principal.ts';
import type { SignatureClaim } from '../sigv4/claim.ts';
import { rawTarget, uriDecode } from '../sigv4/encoding.ts';
import { failed, type SignatureFailure } from '../sigv4/failure.ts';
import { verifySignature } from '../sigv4/verify.ts';
import type { Platform } from '../platform/platform.ts';
import type { StsState } from './state.ts';

export interface Authenticated {
  principal: Principal;
  claim: SignatureClaim;
  /** The body of the request, which has been consumed. */
  body: Bytes;
  /** Headers sent behind an aws-chunked body, by lower-case name. */
  trailers: Readonly<Record<string, string>>;
}

export type Authentication = Authenticated | { failure: SignatureFailure };
export type Authenticate = (
  request: Request,
  scope: { service: string; region: string; bodyLimit?: number },
) => Promise<Authentication>;

/** Describes a refused signature for the terminal. Contains no secret and no signature. */
const describe = (request: Request, service: string, { kind, message }: SignatureFailure): string => {
  const { path } = rawTarget(request.url);
  const signed = /SignedHeaders=([^,\s]*)/.exec(request.headers.get('authorization') ?? '')?.[1];
  const hash = request.headers.get('x-amz-content-sha256');
  const parts = [
    `${request.method} ${uriDecode(path) ?? path}`,
    ...(signed === undefined ? [] : [`signed headers ${signed}`]),
    ...(hash === null ? [] : [`body ${hash}`]),
  ];
  const line = `refused: ${service}: ${kind}: ${message} (${parts.join('; ')})`;
  return withoutIdentityIds(line)
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 600);
};

export const createAuthenticate = ({
  platform,
  sts,
}: {
  platform: Platform;
  sts: StsState;
}): Authenticate => {
  const issuedOf = (id: string) => (Object.hasOwn(sts.issued, id) ? sts.issued[id] : undefined);

  const identify: Authenticate = async (request, scope) => {
    const now = platform.now();
    const verified = await verifySignature(request, {
      ...scope,
      now,
      secretOf: (id) =>
        id === sts.root.accessKeyId ? sts.root.secretAccessKey : issuedOf(id)?.secretAccessKey,
    });
    if ('failure' in verified) return verified;
    const { accessKeyId, sessionToken } = verified.claim;
    const keys = issuedOf(accessKeyId);
    if (!equalBytes(utf8(sessionToken ?? ''), utf8(keys?.sessionToken ?? ''))) {
      return failed('invalidToken', 'The security token included in the request is invalid.');
    }
    if (keys && keys.expiresAt <= now) {
      return failed('expiredToken', 'The security token included in the request is expired');
    }
    const root: Principal = {
      arn: `arn:aws:iam::${sts.account}:root`,
      account: sts.account,
      userId: sts.account,
      context: {},
    };
    return { ...verified, principal: keys?.principal ?? root };
  };

  return async (request, scope) => {
    const result = await identify(request, scope);
    // A client that aborts its upload has not been refused.
    if ('failure' in result && result.failure.kind !== 'bodyCutShort') {
      platform.print(describe(request, scope.service, result.failure));
    }
    return result;
  };
};
