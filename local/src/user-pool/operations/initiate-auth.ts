/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
import type { JsonObject } from '../../json-service.ts';
import { findClient } from '../clients.ts';
import type { Context, Operation, Scope } from '../context.ts';
import { invalidParameter, readMap, readTexts, rules } from '../input.ts';
import { passwordAuth } from '../sign-in/password-auth.ts';
import { refreshAuth } from '../tokens/refresh.ts';
import { startSrp } from '../sign-in/srp-auth.ts';
import type { AuthFlow } from '../state.ts';

type Start = (context: Context, scope: Scope, parameters: ReadonlyMap<string, string>) => Promise<JsonObject>;

const flows = {
  USER_SRP_AUTH: startSrp,
  USER_PASSWORD_AUTH: passwordAuth,
  REFRESH_TOKEN_AUTH: refreshAuth,
} satisfies Partial<Record<AuthFlow, Start>>;

/** In the API's model, and enabled for no client of this pool yet. */
const LATER = ['USER_AUTH', 'CUSTOM_AUTH', 'ADMIN_NO_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH'];
const OTHER_NAMES: Record<string, AuthFlow> = { REFRESH_TOKEN: 'REFRESH_TOKEN_AUTH' };

const notEnabled = (flow: string) =>
  invalidParameter(
    flow === 'USER_SRP_AUTH'
      ? 'USER_SRP_AUTH is not enabled for the client.'
      : `${flow} flow not enabled for this client`,
  );

const isFlow = (flow: string): flow is keyof typeof flows => Object.hasOwn(flows, flow);

export const initiateAuth: Operation = async (context, input) => {
  const { ClientId, AuthFlow: asked } = readTexts(input, { ClientId: rules.clientId, AuthFlow: {} });
  const flow = OTHER_NAMES[asked] ?? asked;
  if (!isFlow(flow)) {
    if (LATER.includes(flow)) throw notEnabled(flow);
    throw invalidParameter(
      `1 validation error detected: Value '${flow}' at 'authFlow' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${[...Object.keys(flows), ...LATER].join(', ')}]`,
    );
  }
  const scope = findClient(context, ClientId);
  // With rotation on, AWS takes refresh tokens in GetTokensFromRefreshToken only.
  const rotates = scope.client.refreshTokenRotation.status === 'ENABLED';
  if (!scope.client.authFlows.includes(flow) || (flow === 'REFRESH_TOKEN_AUTH' && rotates)) {
    throw notEnabled(flow);
  }
  return flows[flow](context, scope, readMap(input, 'AuthParameters'));
};
