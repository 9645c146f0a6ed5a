'use client';
/** The signed-in user's devices, as the user pool tracks them. */
import type { UseQueryResult } from '@tanstack/react-query';
import { forgetDevice, listDevices, setDeviceStatus } from '../account/account.ts';
import type { Device } from '../account/devices.ts';
import {
  accountQuery,
  useAccountQuery,
  useAction,
  type AccountQueryOptions,
  type Action,
} from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

export type UseDevices = UseQueryResult<Device[]> & {
  /** Deletes a device by its `key`. */
  forget: Action<[key: string]>;
  /** Sets whether the pool remembers this browser, where the pool leaves that choice to its users. */
  remember: Action<[status: 'remembered' | 'notRemembered']>;
};

/** Options of the query that `useDevices` runs. */
export const devicesQueryOptions = (cognito: Cognito): AccountQueryOptions<Device[]> =>
  accountQuery(cognito, 'devices', (signal) => listDevices(cognito, signal));

const forget = (cognito: Cognito, signal: AbortSignal, key: string) => forgetDevice(cognito, key, signal);
const remember = (cognito: Cognito, signal: AbortSignal, status: 'remembered' | 'notRemembered') =>
  setDeviceStatus(cognito, { status }, signal);

/**
 * Returns TanStack's query of the user's devices, with the actions `forget` and `remember` beside it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
export function useDevices(): UseDevices {
  const query = useAccountQuery(devicesQueryOptions);
  return { ...query, forget: useAction('devices', forget), remember: useAction('devices', remember) };
}
