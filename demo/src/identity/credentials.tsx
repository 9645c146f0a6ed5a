/** Shows the identity, the role and the lifetime of the keys in use, and never the keys themselves. */
import { useCredentials } from 'cognito-kit';
import { Skeleton } from '../ui/skeleton.tsx';
import { Countdown } from './countdown.tsx';

interface CredentialsProps {
  caller: { arn: string; roleArn: string } | undefined;
}

export function Credentials({ caller }: CredentialsProps) {
  const { status, identityId, expiration } = useCredentials();
  return (
    <section className="card" aria-labelledby="keys">
      <h2 id="keys">Temporary keys</h2>
      {!identityId || !caller ? (
        <Skeleton rows={3} />
      ) : (
        <dl className="facts">
          <div>
            <dt>Time left</dt>
            <dd>{expiration && <Countdown until={expiration} />}</dd>
          </div>
          <div>
            <dt>Identity id</dt>
            <dd>{status === 'guest' ? <GuestId id={identityId} /> : <code>{identityId}</code>}</dd>
          </div>
          <div>
            <dt>Role</dt>
            <dd>
              <code>{caller.roleArn}</code>
            </dd>
          </div>
          <div>
            <dt>Signs as</dt>
            <dd>
              <code>{caller.arn}</code>
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}

/** Hides most of a guest's identity id, since the id is enough to get that guest's keys. */
const GuestId = ({ id }: { id: string }) => (
  <>
    <code>{id.slice(0, id.indexOf(':') + 5)}…</code>{' '}
    <span className="muted">The rest is hidden: a guest’s id is as good as a password.</span>
  </>
);
