/**
 * The identity pools' service. Anybody may call the unsigned operations; the others need a signature of the
 * account's own keys or of a role that is allowed to call them.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_Operations.html
 */
import type { Handler } from '../protocol/handler.ts';
import type { Authorize } from '../iam/authorize.ts';
import { withoutIdentityIds } from '../iam/redact.ts';
import { answerJsonErrors, createJsonService, type JsonOperation } from '../protocol/json-service.ts';
import { getOwn } from '../lib/own.ts';
import { ServiceError } from '../protocol/service-error.ts';
import { signatureError } from '../sigv4/json-error.ts';
import type { Authenticate } from '../sts/authenticate.ts';
import type { IdentityPoolContext } from './context.ts';
import { getCredentialsForIdentity } from './operations/get-credentials-for-identity.ts';
import { getId } from './operations/get-id.ts';
import { getOpenIdToken } from './operations/get-open-id-token.ts';
import { unlinkIdentity } from './operations/unlink-identity.ts';
import { createOwners } from './owners.ts';
import { bindSigned, signedOperations } from './signed.ts';

const target = 'AWSCognitoIdentityService';
/** Twice the size of ten Logins of 50,000 characters each. */
const bodyLimit = 1024 * 1024;
const printedAlready = ['InvalidIdentityPoolConfigurationException', 'AccessDeniedException'];

export interface IdentityPoolServiceOptions extends Omit<IdentityPoolContext, 'isTokenGood' | 'owners'> {
  authenticate: Authenticate;
  authorize: Authorize;
  /** Default: every token is good until it expires. */
  isTokenGood?: IdentityPoolContext['isTokenGood'];
}

export const createIdentityPoolService = ({
  authenticate,
  authorize,
  ...options
}: IdentityPoolServiceOptions): Handler => {
  const context: IdentityPoolContext = {
    isTokenGood: () => true,
    owners: createOwners(options.state),
    ...options,
  };
  const { platform, region } = context;
  /** Prints every refusal. Refusals by a role or a policy have been printed already, with their reason. */
  const printRefusals = (operations: Readonly<Record<string, JsonOperation>>) =>
    Object.fromEntries(
      Object.entries(operations).map(([name, operation]): [string, JsonOperation] => [
        name,
        async (input, request) => {
          try {
            return await operation(input, request);
          } catch (error) {
            if (error instanceof ServiceError && !printedAlready.includes(error.code)) {
              platform.print(withoutIdentityIds(`refused: ${name}: ${error.code}: ${error.message}`));
            }
            throw error;
          }
        },
      ]),
    );
  const answerUnsigned = createJsonService({
    platform,
    target,
    operations: printRefusals({
      GetId: getId(context),
      GetCredentialsForIdentity: getCredentialsForIdentity(context),
      GetOpenIdToken: getOpenIdToken(context),
      UnlinkIdentity: unlinkIdentity(context),
    }),
  });

  const verifyAndAnswer: Handler = async (request) => {
    const signed = await authenticate(request, { service: 'cognito-identity', region, bodyLimit });
    if ('failure' in signed) throw signatureError(signed.failure);
    const operations = printRefusals(bindSigned(context, authorize, signed.principal));
    const { url, method, headers } = request;
    return createJsonService({ platform, target, operations })(
      new Request(url, { method, headers, body: signed.body }),
    );
  };
  const answerSigned = answerJsonErrors(verifyAndAnswer, { platform, service: target });

  return async (request) => {
    const [, name = ''] = (request.headers.get('x-amz-target') ?? '').split('.');
    const isSigned = request.method === 'POST' && getOwn(signedOperations, name) !== undefined;
    return isSigned ? answerSigned(request) : answerUnsigned(request);
  };
};
