/** The thread: a line at the page's top edge that runs while Harbor waits for AWS, as it does on the kit's cards. */
import { useIsFetching, useIsMutating } from '@tanstack/react-query';

export function Thread() {
  const reading = useIsFetching({ predicate: ({ queryKey }) => queryKey[1] !== 'outbox' });
  const writing = useIsMutating();
  return (
    <div className="thread" data-state={reading + writing > 0 ? 'running' : 'idle'} aria-hidden="true" />
  );
}
