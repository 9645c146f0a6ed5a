/** An authenticator app as the second factor. <TotpSetUp> is all of it. */
import { TotpSetUp } from 'cognito-kit';

export const SecondFactor = () => (
  <TotpSetUp issuer="Harbor" appearance={{ colorScheme: 'inherit', variables: { width: '100%' } }} />
);
