/** Sessions can be listed and ended one by one only where the pool tracks them. */
import { ServiceError } from '../../protocol/service-error.ts';
import type { UserPool } from '../state.ts';

/** (?) The API lists OperationNotEnabledException for the pool's configuration, without its text. */
export function requireSessionTracking({ sessionTracking }: UserPool): void {
  if (sessionTracking.status === 'ENABLED') return;
  throw new ServiceError(
    'OperationNotEnabledException',
    'Session tracking is not enabled for this user pool. Set its sessionTracking.',
  );
}
