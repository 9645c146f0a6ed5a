/** Renders its children once the identity id is known. */
import type { ReactNode } from 'react';
import { useIdentityId } from '../aws/use-identity-id.ts';
import { Problem } from './problem.tsx';
import { Skeleton } from './skeleton.tsx';

export function WithIdentityId({ children }: { children: (identityId: string) => ReactNode }) {
  const { identityId, error, retry } = useIdentityId();
  if (identityId) return children(identityId);
  if (error) return <Problem doing="asking for your identity" error={error} onRetry={retry} />;
  return <Skeleton rows={3} />;
}
