/** Lists the claims of the ID token. */
import { useSession } from 'cognito-kit';
import { formatDate } from '../ui/format.ts';

const times = new Set(['auth_time', 'iat', 'exp']); // seconds since the epoch

const show = (name: string, value: unknown) =>
  times.has(name) && typeof value === 'number'
    ? formatDate(new Date(value * 1000))
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

export function Claims({ session }: { session: ReturnType<typeof useSession> }) {
  return (
    <section className="card" aria-labelledby="claims">
      <h2 id="claims">Claims</h2>
      {session.status === 'signedIn' ? (
        <dl className="facts" data-shape="claims">
          {Object.entries(session.claims).map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{show(name, value)}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="muted">A guest has no token, so there are no claims. Sign in to see yours.</p>
      )}
    </section>
  );
}
