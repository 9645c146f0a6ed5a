/** An authenticator app as the second factor. <TotpSetup> is all of it. */
import { TotpSetup } from 'cognito-kit';

export const SecondFactor = () => (
  <TotpSetup issuer="Harbor" appearance={{ colorScheme: 'inherit', variables: { width: '100%' } }} />
);
