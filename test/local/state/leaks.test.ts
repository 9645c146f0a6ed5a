/** A thousand local AWSs, made, used and dropped: none is left. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createLocalAws } from 'cognito-kit-local';

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};
/** References that were read in this turn live until it ends. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
const collected = async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    await nextTurn();
    collectGarbage();
  }
};

/** In a function of its own, so that no local variable outlives it. */
async function use(index: number): Promise<WeakRef<object>> {
  // Passwords, pictures and signing keys take long to make: some of them are enough.
  const signsIn = index % 100 === 0;
  const users = signsIn ? [{ email: 'ada@example.com', password: 'Correct-horse-1' }] : [];
  const aws = createLocalAws({ users, ...(!signsIn && { buckets: {} }) });
  const { endpoint, clientId: ClientId, identityPoolId: IdentityPoolId } = aws.config;
  const call = (target: string, input: object) =>
    aws.fetch(endpoint, { method: 'POST', headers: { 'x-amz-target': target }, body: JSON.stringify(input) });
  await call('AWSCognitoIdentityService.GetId', { IdentityPoolId });
  aws.faults.add({ kind: 'latency', milliseconds: 0, count: 1 });
  if (signsIn) {
    const AuthParameters = { USERNAME: 'ada', PASSWORD: 'Correct-horse-1' };
    const reply = await call('AWSCognitoIdentityProviderService.InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters,
    });
    expect(await reply.json()).toHaveProperty('AuthenticationResult');
    await aws.reset();
  }
  return new WeakRef(aws);
}

it('1,000 created and dropped leak nothing', async () => {
  const refs: WeakRef<object>[] = [];
  for (let index = 0; index < 20; index += 1) refs.push(await use(index + 100));
  await collected();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 1000; index += 1) refs.push(await use(index));
  await collected();
  // The engine may hold on to the last one or two a while longer.
  expect(refs.filter((ref) => ref.deref() !== undefined).length).toBeLessThan(5);
  expect((process.memoryUsage().heapUsed - before) / 1000).toBeLessThan(5000);
}, 120_000);
