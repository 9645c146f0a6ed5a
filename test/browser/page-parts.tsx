/** A page that has what an app puts beside its own: for the specs about dialogs and focus. */
import { createRoot } from 'react-dom/client';
import {
  CognitoProvider,
  createCognito,
  createSignInFlow,
  PasskeyOffer,
  Show,
  SignInButton,
  SignUp,
  UserButton,
} from 'cognito-kit';
import { createLocalAws } from 'cognito-kit-local';

const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };
const aws = createLocalAws({
  users: [ada],
  pool: {
    firstFactors: ['PASSWORD', 'WEB_AUTHN'],
    webAuthn: { relyingPartyId: 'localhost', userVerification: 'preferred', factor: 'SINGLE_FACTOR' },
  },
});
const { userPoolId, clientId, endpoint } = aws.config;
const cognito = createCognito({
  userPoolId,
  clientId,
  endpoint,
  storage: 'memory',
  fetch: aws.fetch,
  authFlow: 'srp',
});

const terms = {
  name: 'terms',
  type: 'checkbox',
  label: (
    <>
      I accept <a href="#terms">the terms</a>
    </>
  ),
} as const;

const start = async () => {
  if (location.hash === '#in')
    await createSignInFlow(cognito).start({ username: ada.username, password: ada.password });
  createRoot(document.body.appendChild(document.createElement('main'))).render(
    <CognitoProvider client={cognito}>
      <Show when="signedOut">
        <SignInButton appName="Harbor" />
      </Show>
      <UserButton>
        <a className="ck-link" href="#account">
          Your account
        </a>
      </UserButton>
      <Show when="signedIn">
        <PasskeyOffer enabled />
      </Show>
      {location.hash === '#sign-up' ? <SignUp fields={['given_name', terms]} onSignIn={() => {}} /> : null}
    </CognitoProvider>,
  );
};
void start();
