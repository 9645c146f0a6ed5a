/** The types of hooks and components: AWS clients, flows, views, locales, themes and sessions. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { ComponentType } from 'react';
import { expectTypeOf, it } from 'vitest';
import {
  Authenticator,
  en,
  SignIn,
  useAwsClient,
  useCredentials,
  useSession,
  useSignIn,
  type Appearance,
  type Dictionary,
  type SignInStepProps,
  type SignInViews,
} from '../../src/index.ts';

it('useAwsClient: returns an instance of the class and accepts its settings', () => {
  expectTypeOf(() => useAwsClient(S3Client)).returns.toEqualTypeOf<S3Client>();
  expectTypeOf(() =>
    useAwsClient(DynamoDBClient, { maxAttempts: 2 }),
  ).returns.toEqualTypeOf<DynamoDBClient>();
  expectTypeOf(() => useAwsClient(STSClient)).returns.toEqualTypeOf<STSClient>();
  expectTypeOf(useAwsClient<typeof S3Client>)
    .parameter(1)
    .toEqualTypeOf<(Omit<S3ClientConfig, 'credentials'> & { roleArn?: string | undefined }) | undefined>();
  // @ts-expect-error -- not a setting of S3
  void (() => useAwsClient(S3Client, { bucket: 'x' }));
  // @ts-expect-error -- the kit sets the credentials
  void (() => useAwsClient(S3Client, { credentials: { accessKeyId: '', secretAccessKey: '' } }));
  // @ts-expect-error -- not a client class
  void (() => useAwsClient(Date));
});

it('useSignIn: narrows the flow by its step', () => {
  const useCheck = () => {
    const flow = useSignIn();
    if (flow.name === 'newPassword') {
      expectTypeOf(flow.step.requiredAttributes).toEqualTypeOf<readonly string[]>();
      expectTypeOf(flow.submit).parameter(0).toHaveProperty('newPassword');
    }
    expectTypeOf<{ username: string; password: string }>().toExtend<Parameters<typeof flow.start>[0]>();
    // @ts-expect-error -- the username is missing
    expectTypeOf<{ password: string }>().toExtend<Parameters<typeof flow.start>[0]>();
  };
  expectTypeOf(useCheck).toBeFunction();
});

it('step views: have the props of their step', () => {
  expectTypeOf<SignInViews['totp']>().toEqualTypeOf<ComponentType<SignInStepProps<'totp'>>>();
  expectTypeOf<SignInStepProps<'totp'>['submit']>().parameter(0).toEqualTypeOf<{ code: string }>();
  const Totp = (props: SignInStepProps<'totp'>) => <p>{props.step.deviceName}</p>;
  const Password = (props: SignInStepProps<'password'>) => <p>{props.step.username}</p>;
  void (<Authenticator views={{ totp: Totp }} />);
  void (<SignIn views={{ totp: Totp, password: Password }} />);
  // @ts-expect-error -- a view of another step
  void (<Authenticator views={{ totp: Password }} />);
  // @ts-expect-error -- no such step
  void (<Authenticator views={{ fax: Totp }} />);
});

it('SignIn.Form: requires the answer of its step', () => {
  const MyTotp = (flow: SignInStepProps<'totp'>) => (
    <SignIn.Form flow={flow} answer={(values) => ({ code: values('code') })} />
  );
  const Wrong = (flow: SignInStepProps<'totp'>) => (
    // @ts-expect-error -- this step needs a code
    <SignIn.Form flow={flow} answer={(values) => ({ password: values('password') })} />
  );
  expectTypeOf(MyTotp).toBeFunction();
  expectTypeOf(Wrong).toBeFunction();
});

it('locale: requires every text', () => {
  expectTypeOf(en).toEqualTypeOf<Dictionary>();
  const { change: _, ...incomplete } = en;
  // @ts-expect-error -- a key is missing
  void (<Authenticator locale={incomplete} />);
  // @ts-expect-error -- the texts of the errors are missing
  void ({ ...en, errors: {} } satisfies Dictionary);
});

it('Appearance: accepts only known variables and parts', () => {
  void ({ variables: { accent: 'red' }, classes: { card: 'x' }, colorScheme: 'dark' } satisfies Appearance);
  // @ts-expect-error -- no such variable
  void ({ variables: { acent: 'red' } } satisfies Appearance);
  // @ts-expect-error -- no such part
  void ({ classes: { header: 'x' } } satisfies Appearance);
});

it('useSession, useCredentials: have claims when signed in and credentials as a function', () => {
  const useCheck = () => {
    const session = useSession();
    if (session.status === 'signedIn') expectTypeOf(session.claims.sub).toBeString();
    // @ts-expect-error -- no claims while loading
    if (session.status === 'loading') void session.claims;
    const { credentials, status } = useCredentials();
    void new S3Client({ credentials });
    expectTypeOf(status).toEqualTypeOf<
      'unconfigured' | 'signedOut' | 'loading' | 'guest' | 'signedIn' | 'error'
    >();
  };
  expectTypeOf(useCheck).toBeFunction();
});
