/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
import { getOwn } from '../../lib/own.ts';
import { findClient } from '../clients.ts';
import type { Operation } from '../context.ts';
import { invalidParameter, readMap, readTexts, rules } from '../input.ts';
import { readClientMetadata, readObject } from '../input-types.ts';
import { choiceAuth } from '../sign-in/choice-auth.ts';
import { customAuth } from '../sign-in/custom-auth.ts';
import type { Start } from '../sign-in/identify.ts';
import { passwordAuth } from '../sign-in/password-auth.ts';
import { startSrp } from '../sign-in/srp-auth.ts';
import type { AuthFlow } from '../state.ts';
import { refreshAuth } from '../tokens/refresh.ts';

const flows = {
  USER_SRP_AUTH: startSrp,
  USER_PASSWORD_AUTH: passwordAuth,
  CUSTOM_AUTH: customAuth,
  USER_AUTH: choiceAuth,
  REFRESH_TOKEN_AUTH: (context, scope, { parameters }) => refreshAuth(context, scope, parameters),
} satisfies Record<AuthFlow, Start>;

/** For AdminInitiateAuth only. */
const ADMIN_ONLY = ['ADMIN_NO_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH'];
const OTHER_NAMES: Record<string, AuthFlow> = { REFRESH_TOKEN: 'REFRESH_TOKEN_AUTH' };

const notEnabled = (flow: string) =>
  invalidParameter(
    flow === 'USER_SRP_AUTH'
      ? 'USER_SRP_AUTH is not enabled for the client.'
      : `${flow} flow not enabled for this client`,
  );

const isFlow = (flow: string): flow is AuthFlow => Object.hasOwn(flows, flow);

export const initiateAuth: Operation = async (context, input) => {
  const {
    ClientId,
    AuthFlow: asked,
    Session,
  } = readTexts(input, {
    ClientId: rules.clientId,
    AuthFlow: {},
    Session: { ...rules.session, optional: true },
  });
  const flow = getOwn(OTHER_NAMES, asked) ?? asked;
  if (!isFlow(flow)) {
    if (ADMIN_ONLY.includes(flow)) throw notEnabled(flow);
    throw invalidParameter(
      `1 validation error detected: Value '${flow}' at 'authFlow' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${[...Object.keys(flows), ...ADMIN_ONLY].join(', ')}]`,
    );
  }
  const validationData = readClientMetadata(input);
  // Accepted, of the right shape, and used for nothing: risk and analytics have no part here yet.
  for (const name of ['UserContextData', 'AnalyticsMetadata']) readObject(input, name);
  const scope = findClient(context, ClientId);
  // With rotation on, AWS takes refresh tokens in GetTokensFromRefreshToken only.
  const rotates = scope.client.refreshTokenRotation.status === 'ENABLED';
  if (!scope.client.authFlows.includes(flow) || (flow === 'REFRESH_TOKEN_AUTH' && rotates)) {
    throw notEnabled(flow);
  }
  const parameters = readMap(input, 'AuthParameters');
  return flows[flow](context, scope, { parameters, session: Session, validationData });
};
