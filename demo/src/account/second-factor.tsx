/** Sets up an authenticator app. <TotpSetup> is the whole component. */
import { TotpSetup } from 'cognito-kit';

export const SecondFactor = () => (
  <TotpSetup issuer="Harbor" appearance={{ colorScheme: 'inherit', variables: { width: '100%' } }} />
);
