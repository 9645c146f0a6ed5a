/**
 * AssumeRoleWithWebIdentity: issues keys of a role for a token, in an unsigned request. The trust policy of the
 * role decides. The session may do all that the role allows, unless the caller sends a session policy.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
import { checkPolicy } from '../iam/check-policy.ts';
import { requestKeys } from '../iam/context.ts';
import { withoutIdentityIds } from '../iam/redact.ts';
import { findRole } from '../iam/state.ts';
import { checkTrust } from '../iam/trust.ts';
import { sessionKeys, type WebIdentity } from '../iam/web-identity.ts';
import type { PolicyDocument } from '../iam/principal.ts';
import { issueKeys } from './issue.ts';
import { ServiceError } from '../protocol/service-error.ts';
import { type TokenVerifier, verifyWebIdentity } from './web-identity-token.ts';

const invalid = (text: string) => new ServiceError('ValidationError', text);

const hour = 3600;

const read = (form: URLSearchParams, name: string, least: number, most: number, pattern?: RegExp): string => {
  const value = form.get(name);
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  if (value === null) {
    throw invalid(
      `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  if (value.length < least || value.length > most || (pattern && !pattern.test(value))) {
    throw invalid(
      `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have ${least} to ${most} characters${pattern ? ` and satisfy regular expression pattern: ${pattern.source}` : ''}`,
    );
  }
  return value;
};

const readDuration = (form: URLSearchParams): number => {
  const text = form.get('DurationSeconds') ?? String(hour);
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds >= 900 && seconds <= 43_200) return seconds;
  throw invalid(
    "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must be from 900 to 43200",
  );
};

const readPolicy = (form: URLSearchParams): PolicyDocument | undefined => {
  if ([...form.keys()].some((name) => name.startsWith('PolicyArns.member.'))) {
    throw invalid(
      'The local STS has no managed policies, so it cannot apply PolicyArns. Send their statements as Policy.',
    );
  }
  const text = form.get('Policy');
  if (text === null) return undefined;
  if (text.length > 2048)
    throw new ServiceError('PackedPolicyTooLarge', 'A session policy has at most 2048 characters.');
  const malformed = (because: string) => new ServiceError('MalformedPolicyDocument', because);
  let policy: PolicyDocument;
  try {
    policy = JSON.parse(text) as PolicyDocument;
  } catch {
    throw malformed('The session policy is not JSON. Send a policy document.');
  }
  try {
    checkPolicy('of the session', policy);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : 'The session policy cannot be read.');
  }
  return policy;
};

/** The caller receives the same sentence for every reason, as from AWS. The terminal shows the reason. */
const accessDenied = () =>
  new ServiceError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);

export const createAssumeRoleWithWebIdentity = (verifier: TokenVerifier) => {
  const { platform, iam, sts } = verifier;

  const roleFor = (arn: string, webIdentity: WebIdentity, sessionName: string) => {
    const role = findRole(iam, arn);
    const trust = role
      ? checkTrust(role, webIdentity, { ...requestKeys(platform.now()), 'sts:RoleSessionName': sessionName })
      : ({ trusted: 'no', because: 'there is no such role' } as const);
    if (role && trust.trusted === 'yes') return role;
    const because = trust.trusted === 'no' ? trust.because : '';
    platform.print(
      withoutIdentityIds(
        `denied: AssumeRoleWithWebIdentity of ${arn} for ${webIdentity.federated}: ${because}`,
      ),
    );
    throw accessDenied();
  };

  return async (form: URLSearchParams): Promise<object> => {
    const arn = read(form, 'RoleArn', 20, 2048);
    const sessionName = read(form, 'RoleSessionName', 2, 64, /^[\w+=,.@-]*$/);
    const token = read(form, 'WebIdentityToken', 4, 20_000);
    const durationSeconds = readDuration(form);
    const sessionPolicy = readPolicy(form);
    const webIdentity = await verifyWebIdentity(verifier, token);
    const role = roleFor(arn, webIdentity, sessionName);
    if (durationSeconds > (role.maxSessionDuration ?? hour)) {
      throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
    }
    const keys = issueKeys(sts, platform, {
      role,
      sessionName,
      context: sessionKeys(webIdentity),
      ...(sessionPolicy && { sessionPolicy }),
      durationSeconds,
    });
    return {
      Credentials: {
        AccessKeyId: keys.accessKeyId,
        SecretAccessKey: keys.secretAccessKey,
        SessionToken: keys.sessionToken,
        Expiration: new Date(keys.expiresAt).toISOString().replace(/\.\d+Z$/, 'Z'),
      },
      AssumedRoleUser: { AssumedRoleId: keys.principal.userId, Arn: keys.principal.arn },
      SubjectFromWebIdentityToken: webIdentity.subject,
      Audience: webIdentity.audience,
      Provider: webIdentity.federated,
      ...(sessionPolicy && {
        PackedPolicySize: Math.ceil((JSON.stringify(sessionPolicy).length / 2048) * 100),
      }),
    };
  };
};
