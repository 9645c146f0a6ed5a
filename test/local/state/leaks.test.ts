/** Local AWS objects are garbage collected: a thousand are made, used and dropped, and the heap does not grow. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createLocalAws } from 'cognito-kit-local';

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};
/** A WeakRef that was read in this task keeps its object alive until the task ends. */
const nextTask = () => new Promise((resolve) => setImmediate(resolve));
const collectAll = async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    await nextTask();
    collectGarbage();
  }
};

/** A function of its own, so that no local variable keeps the object alive. */
async function createAndUse(index: number): Promise<WeakRef<object>> {
  // Users, pictures and signing keys take long to make, so only one in a hundred has them.
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

it('1,000 local AWS objects are garbage collected after use', async () => {
  const refs: WeakRef<object>[] = [];
  for (let index = 0; index < 20; index += 1) refs.push(await createAndUse(index + 100));
  await collectAll();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 1000; index += 1) refs.push(await createAndUse(index));
  await collectAll();
  // The engine may keep the last one or two objects for a while.
  expect(refs.filter((ref) => ref.deref() !== undefined).length).toBeLessThan(5);
  expect((process.memoryUsage().heapUsed - before) / 1000).toBeLessThan(5000);
}, 120_000);
