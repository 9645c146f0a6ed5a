'use client';
/** A client of the AWS SDK that belongs to whoever is here, and ends with them. */
import { useEffect, useState } from 'react';
import type { Cognito } from '../client/cognito.ts';
import { createAwsClient, type AwsClientClass, type AwsClientConfig } from '../aws/aws-client.ts';
import { useCognito } from './cognito-context.ts';
import { useLatest } from './use-latest.ts';
import { useAuthStateId } from './use-auth-state-id.ts';
import { useIdentityVersion } from './use-identity-version.ts';

interface Held<Class extends AwsClientClass> {
  client: InstanceType<Class>;
  /** What it was made of; with another one of these it is another client. */
  made: readonly unknown[];
  users: number;
  destroyed: boolean;
}

/** Settings that are made anew at every render, such as objects and functions, do not count as changed. */
const plain = (config: object) =>
  JSON.stringify(config, (key, value: unknown) =>
    key !== '' && typeof value === 'object' ? undefined : value,
  );

const same = (a: readonly unknown[], b: readonly unknown[]) =>
  a.every((value, at) => Object.is(value, b[at]));

const hold = <Class extends AwsClientClass>(
  Class: Class,
  cognito: Cognito,
  config: AwsClientConfig<Class> | undefined,
  made: readonly unknown[],
): Held<Class> => ({
  client: createAwsClient(cognito, Class, config),
  made,
  users: 0,
  destroyed: false,
});

/**
 * `useAwsClient(S3Client)`, `useAwsClient(DynamoDBClient, { maxAttempts: 2 })`. Region, credentials, request handler and
 * the local AWS's endpoint are filled in. A sign-in, a sign-out, a change of user or of identity gives another client; the
 * one before is destroyed, and what it had under way is aborted. `config` is read when a client is made; a changed string, number
 * or boolean in it makes another.
 */
export function useAwsClient<Class extends AwsClientClass>(
  Class: Class,
  config?: AwsClientConfig<Class>,
): InstanceType<Class> {
  const cognito = useCognito();
  const made = [Class, cognito, useAuthStateId(), useIdentityVersion(), plain(config ?? {})];
  const make = () => hold(Class, cognito, config, made);
  const [held, setHeld] = useState(make);
  let now = held;
  if (!same(made, held.made)) {
    now = make();
    setHeld(now);
  }
  const again = useLatest(make);

  useEffect(() => {
    now.users += 1;
    // Shown again after React had hidden it: its client is gone.
    if (now.destroyed) setHeld(again.current());
    return () => {
      now.users -= 1;
      // StrictMode unmounts and mounts again at once: only what stays unused is destroyed.
      queueMicrotask(() => {
        if (now.users > 0 || now.destroyed) return;
        now.destroyed = true;
        now.client.destroy();
      });
    };
  }, [now, again]);

  return now.client;
}
