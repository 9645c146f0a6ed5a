/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
import { getOwn } from '../../lib/own.ts';
import { findClient } from '../clients.ts';
import type { Operation } from '../context.ts';
import { invalidParameter, notInEnum, readMap, readTexts, rules } from '../input.ts';
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

/** Flows that only AdminInitiateAuth accepts. */
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
    AuthFlow: requested,
    Session,
  } = readTexts(input, {
    ClientId: rules.clientId,
    AuthFlow: {},
    Session: { ...rules.challengeToken, optional: true },
  });
  const flow = getOwn(OTHER_NAMES, requested) ?? requested;
  if (!isFlow(flow)) {
    if (ADMIN_ONLY.includes(flow)) throw notEnabled(flow);
    throw notInEnum('AuthFlow', flow, [...Object.keys(flows), ...ADMIN_ONLY]);
  }
  const validationData = readClientMetadata(input);
  // Checks the type only: this service has neither risk assessment nor analytics.
  for (const name of ['UserContextData', 'AnalyticsMetadata']) readObject(input, name);
  const scope = findClient(context, ClientId);
  // AWS accepts refresh tokens of a client with rotation in GetTokensFromRefreshToken only.
  const rotates = scope.client.refreshTokenRotation.status === 'ENABLED';
  if (!scope.client.authFlows.includes(flow) || (flow === 'REFRESH_TOKEN_AUTH' && rotates)) {
    throw notEnabled(flow);
  }
  const parameters = readMap(input, 'AuthParameters');
  return flows[flow](context, scope, { parameters, challengeToken: Session, validationData });
};
