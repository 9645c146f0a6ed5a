'use client';
/** The devices that the pool has seen whoever is signed in on. */
import { forgetDevice, listDevices, setDeviceStatus } from '../account/account.ts';
import { accountQuery, useAccountQuery, useAction } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

export const devicesQueryOptions = (cognito: Cognito) =>
  accountQuery(cognito, 'devices', (signal) => listDevices(cognito, signal));

const forget = (cognito: Cognito, signal: AbortSignal, key: string) => forgetDevice(cognito, key, signal);
const remember = (cognito: Cognito, signal: AbortSignal, status: 'remembered' | 'notRemembered') =>
  setDeviceStatus(cognito, { status }, signal);

/** `data` is the list; `remember` is about the device at hand. */
export function useDevices() {
  const query = useAccountQuery(devicesQueryOptions);
  return { ...query, forget: useAction('devices', forget), remember: useAction('devices', remember) };
}
