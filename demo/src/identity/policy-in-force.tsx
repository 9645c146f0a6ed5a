/** Shows the role's policies with the policy variable replaced by the caller's identity id. */
import { useCredentials } from 'cognito-kit';
import { useRole } from '../aws/use-role.ts';
import { Problem } from '../ui/problem.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Policy } from './policy.tsx';

export function PolicyInForce({ roleArn }: { roleArn: string | undefined }) {
  const { status, identityId } = useCredentials();
  const role = useRole(roleArn);

  return (
    <section className="card wide" aria-labelledby="policy">
      <div>
        <h2 id="policy">Policy in force</h2>
        <p className="muted">
          {status === 'guest' ? (
            'All guests have the same role, and its policies contain no policy variable.'
          ) : (
            <>
              AWS replaces <code>{'${cognito-identity.amazonaws.com:sub}'}</code> in the role’s policies by
              your identity id, which is <mark>marked</mark> below.
            </>
          )}
        </p>
      </div>
      {role.isPending && <Skeleton rows={3} />}
      {role.isError && (
        <Problem doing="reading the role" error={role.error} onRetry={() => void role.refetch()} />
      )}
      <div className="policies">
        {role.data?.policies.map(({ name, document }) => (
          <Policy key={name} name={name} document={document} value={identityId ?? ''} />
        ))}
      </div>
    </section>
  );
}
