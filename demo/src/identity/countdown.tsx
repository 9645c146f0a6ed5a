/** Counts down to a time, once a second. */
import { useEffect, useState } from 'react';
import { formatDuration } from '../ui/format.ts';

export function Countdown({ until }: { until: Date }) {
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);

  const left = Math.max(0, until.getTime() - now) / 1000;
  return (
    <>
      <span className="expiry" role="timer">
        {formatDuration(left)}
      </span>
      <span className="muted"> Renewed before it ends, while this page is open.</span>
    </>
  );
}
