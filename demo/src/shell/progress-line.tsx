/** Shows a line at the page's top edge that runs while Harbor waits for AWS, like the line of the kit's cards. */
import { useIsFetching, useIsMutating } from '@tanstack/react-query';

export function ProgressLine() {
  const reading = useIsFetching({ predicate: ({ queryKey }) => queryKey[1] !== 'outbox' });
  const writing = useIsMutating();
  return (
    <div
      className="progress-line"
      data-state={reading + writing > 0 ? 'running' : 'idle'}
      aria-hidden="true"
    />
  );
}
