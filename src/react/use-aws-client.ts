'use client';
/** A client of the AWS SDK for the signed-in user or the guest. */
import { useEffect, useState } from 'react';
import type { Cognito } from '../client/cognito.ts';
import { createAwsClient, type AwsClientClass, type AwsClientConfig } from '../aws/aws-client.ts';
import { useCognito } from './cognito-context.ts';
import { useLatest } from './use-latest.ts';
import { useAuthStateId } from './use-auth-state-id.ts';
import { useIdentityVersion } from './use-identity-version.ts';

interface Entry<Class extends AwsClientClass> {
  client: InstanceType<Class>;
  /** The inputs of the client. A change of one of them makes another client. */
  inputs: readonly unknown[];
  users: number;
  destroyed: boolean;
}

/** The settings to compare. Objects and functions are left out, since apps create them anew at each render. */
const comparable = (config: object) =>
  JSON.stringify(config, (key, value: unknown) =>
    key !== '' && typeof value === 'object' ? undefined : value,
  );

const areSame = (a: readonly unknown[], b: readonly unknown[]) =>
  a.every((value, index) => Object.is(value, b[index]));

const createEntry = <Class extends AwsClientClass>(
  Class: Class,
  cognito: Cognito,
  config: AwsClientConfig<Class> | undefined,
  inputs: readonly unknown[],
): Entry<Class> => ({
  client: createAwsClient(cognito, Class, config),
  inputs,
  users: 0,
  destroyed: false,
});

/**
 * Creates a client of the AWS SDK with region, credentials, request handler and, for a local AWS, endpoint filled in.
 * A sign-in, a sign-out, a switch of user or another identity makes another client. The client before is then destroyed
 * and its requests are aborted.
 * @param Class a client class of the AWS SDK v3
 * @param config read when a client is created. A changed string, number or boolean in it makes another client
 * @example
 * ```tsx
 * const s3 = useAwsClient(S3Client);
 * const dynamodb = useAwsClient(DynamoDBClient, { maxAttempts: 2 });
 * ```
 */
export function useAwsClient<Class extends AwsClientClass>(
  Class: Class,
  config?: AwsClientConfig<Class>,
): InstanceType<Class> {
  const cognito = useCognito();
  const inputs = [Class, cognito, useAuthStateId(), useIdentityVersion(), comparable(config ?? {})];
  const create = () => createEntry(Class, cognito, config, inputs);
  const [stored, store] = useState(create);
  let current = stored;
  if (!areSame(inputs, stored.inputs)) {
    current = create();
    store(current);
  }
  const latestCreate = useLatest(create);

  useEffect(() => {
    current.users += 1;
    // React had hidden the component, so its client was destroyed.
    if (current.destroyed) store(latestCreate.current());
    return () => {
      current.users -= 1;
      // StrictMode unmounts and mounts again at once, so only a client that stays unused is destroyed.
      queueMicrotask(() => {
        if (current.users > 0 || current.destroyed) return;
        current.destroyed = true;
        current.client.destroy();
      });
    };
  }, [current, latestCreate]);

  return current.client;
}
