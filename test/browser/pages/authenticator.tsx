/** A page with `<Authenticator>` as an app uses it, for the specs about reloads, failed scripts and autofill. */
import { createRoot } from 'react-dom/client';
import {
  Authenticator,
  CognitoProvider,
  createCognito,
  registerPasskey,
  createSignInFlow,
} from 'cognito-kit';

const query = new URLSearchParams(location.search);
const authFlow = query.get('flow') === 'choice' ? { authFlow: 'USER_AUTH' as const } : {};
const cognito = createCognito({
  userPoolId: query.get('pool') ?? '',
  clientId: query.get('client') ?? '',
  endpoint: location.origin,
  storage: 'local',
  ...authFlow,
});
Object.assign(globalThis, { cognito, kit: { registerPasskey, createSignInFlow } });
createRoot(document.body.appendChild(document.createElement('main'))).render(
  <CognitoProvider client={cognito}>
    <Authenticator appName="Harbor">
      <p>Inside</p>
    </Authenticator>
  </CognitoProvider>,
);
