/** The signed-in user's attributes in the user pool. */
import { useUser } from 'cognito-kit';
import { Problem } from '../ui/problem.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

export function AccountFacts() {
  const user = useUser();
  return (
    <section className="card" aria-labelledby="you">
      <h2 id="you">You</h2>
      {user.isPending && <Skeleton rows={2} />}
      {user.isError && (
        <Problem doing="reading your account" error={user.error} onRetry={() => void user.refetch()} />
      )}
      {user.isSuccess && (
        <dl className="facts">
          <div>
            <dt>User name</dt>
            <dd>{user.data.username}</dd>
          </div>
          <div>
            <dt>E-mail</dt>
            <dd>
              {user.data.attributes['email']}{' '}
              <span className="muted">
                {user.data.attributes['email_verified'] === 'true' ? 'Verified' : 'Not verified yet'}
              </span>
            </dd>
          </div>
          <div>
            <dt>Subject</dt>
            <dd>
              <code>{user.data.attributes['sub']}</code>
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}
