/** Lists the newest messages of the local outbox, and polls every two seconds while it is visible. */
import { useQuery } from '@tanstack/react-query';
import { getJson } from '../boot/local-aws.ts';
import { useHarbor } from '../boot/harbor.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Problem } from '../ui/problem.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

interface Message {
  to: string;
  purpose: string;
  code: string;
  /** Milliseconds since the epoch. */
  at: number;
}

const purposes: Record<string, string> = {
  SignUp: 'Confirms an account',
  ForgotPassword: 'Resets a password',
};

export function OutboxList() {
  const { endpoint } = useHarbor();
  const outbox = useQuery({
    queryKey: ['harbor', 'outbox'],
    queryFn: () => getJson<readonly Message[]>(`${endpoint}/_local/outbox`),
    refetchInterval: 2000,
    gcTime: 0, // codes are secrets, so they leave the cache when the list closes
  });

  if (outbox.isPending) return <Skeleton rows={1} />;
  if (outbox.isError) {
    return <Problem doing="reading the outbox" error={outbox.error} onRetry={() => void outbox.refetch()} />;
  }
  if (outbox.data.length === 0)
    return <p className="outbox-none">No codes yet. Create an account to get one.</p>;

  return (
    <ol className="outbox-list">
      {outbox.data
        .toReversed()
        .slice(0, 6)
        .map((message) => (
          <li key={`${message.at}${message.code}`}>
            <div>
              <p className="outbox-code">{message.code}</p>
              <p className="muted">
                {purposes[message.purpose] ?? message.purpose}, to {message.to}
              </p>
            </div>
            <CopyButton text={message.code} label={`Copy the code ${message.code}`} />
          </li>
        ))}
    </ol>
  );
}
