/** A page with the kit's components in any theme, for the specs about dialogs, focus and visual accessibility. */
import { createRoot } from 'react-dom/client';
import {
  brandPanelTheme,
  CognitoProvider,
  createCognito,
  createSignInFlow,
  highContrastTheme,
  PasskeyOffer,
  plainTheme,
  Show,
  SignIn,
  SignInButton,
  SignUp,
  UserButton,
  type Appearance,
} from 'cognito-kit';
import { createLocalAws } from 'cognito-kit-local';
import { webAuthn } from '../../support/pool-options.ts';
import { ada } from '../../support/users.ts';

const aws = createLocalAws({
  users: [ada],
  client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
  pool: {
    firstFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP'],
    webAuthn,
  },
});
const { userPoolId, clientId, endpoint } = aws.config;
const cognito = createCognito({
  userPoolId,
  clientId,
  endpoint,
  storage: 'memory',
  fetch: aws.fetch,
  authFlow: 'USER_SRP_AUTH',
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

const query = new URLSearchParams(location.search);
const themes = {
  verdigris: {},
  plain: plainTheme,
  highContrast: highContrastTheme,
  brandPanel: brandPanelTheme,
  // The shortest theme that an app would write.
  brand: { variables: { accent: 'light-dark(#5b21b6, #c4b5fd)', radius: '4px' } },
};
const appearance = {
  theme: themes[(query.get('theme') ?? 'verdigris') as keyof typeof themes],
} satisfies Appearance;
const pageProps = { appearance, layout: 'page' } as const;
const shows = (name: string) => query.get('show') === name;

const start = async () => {
  if (shows('in')) await createSignInFlow(cognito).start({ username: ada.username, password: ada.password });
  createRoot(document.body.appendChild(document.createElement('main'))).render(
    <CognitoProvider client={cognito}>
      <Show when="signedOut">
        {query.has('show') ? null : <SignInButton appName="Harbor" appearance={appearance} />}
      </Show>
      <UserButton appearance={appearance}>
        <a className="ck-link" href="#account">
          Your account
        </a>
      </UserButton>
      <Show when="signedIn">
        <PasskeyOffer enabled appearance={appearance} />
      </Show>
      {shows('signUp') ? <SignUp {...pageProps} fields={['given_name', terms]} onSignIn={() => {}} /> : null}
      {shows('signIn') ? (
        <SignIn {...pageProps} rememberMe onSignUp={() => {}} onForgotPassword={() => {}} />
      ) : null}
      {shows('factors') ? <SignIn {...pageProps} authFlow="USER_AUTH" /> : null}
      {shows('choice') ? (
        <SignIn
          {...pageProps}
          authFlow="USER_AUTH"
          firstFactors={['password', 'emailCode']}
          onSignUp={() => {}}
        />
      ) : null}
    </CognitoProvider>,
  );
};
void start();
