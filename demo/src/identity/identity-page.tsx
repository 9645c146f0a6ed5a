/** The page "Your identity": claims, identity id, role, time left, and the policy in force. */
import { useSession } from 'cognito-kit';
import { useCaller } from '../aws/use-caller.ts';
import { Page } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { Chain } from './chain.tsx';
import { Claims } from './claims.tsx';
import { Credentials } from './credentials.tsx';
import { PolicyInForce } from './policy-in-force.tsx';

export function IdentityPage() {
  const session = useSession();
  const caller = useCaller();

  return (
    <Page
      title="Your identity"
      lead="Your identity at AWS, and the policy that AWS checks each of your requests against."
    >
      <Chain signedIn={session.status === 'signedIn'} />
      {caller.isError && (
        <Problem doing="asking AWS who you are" error={caller.error} onRetry={() => void caller.refetch()} />
      )}
      <div className="identity">
        <Credentials caller={caller.data} />
        <Claims session={session} />
        <PolicyInForce roleArn={caller.data?.roleArn} />
      </div>
    </Page>
  );
}
