/** One person, several logins: linked, merged, taken away again. Nothing is changed where something does not fit. */
import { DescribeIdentityCommand, UnlinkIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { describe, expect, it } from 'vitest';
import { snapshotFromJson, snapshotToJson } from '../../../local/src/state/snapshot.ts';
import { type AwsSide, createAwsSide, provider } from '../sts/aws-side.ts';
import { ada, getId, getKeys, issuer, refused } from './calls.ts';

const google = 'accounts.google.com';
const setUp = () => {
  const aws = createAwsSide();
  return { aws, login: issuer(aws, google), other: issuer(aws, 'login.example.com') };
};
const taken = refused('Login is already linked to another identity.', 'ResourceConflictException');
const noMatch = refused(
  "Logins don't match. Please include at least one valid login for this identity or identity pool.",
);
const providersOf = async (aws: AwsSide, IdentityId: string) =>
  (await aws.admin().send(new DescribeIdentityCommand({ IdentityId }))).Logins ?? [];

describe('several logins', () => {
  it('at once begin one identity, that each of them opens alone', async () => {
    const { aws, login } = setUp();
    const both = { ...(await ada(aws)), ...(await login('g-ada')) };
    const id = await getId(aws, both);
    expect(await getId(aws, await ada(aws))).toBe(id);
    expect(await getId(aws, await login('g-ada'))).toBe(id);
    expect(await providersOf(aws, id)).toEqual([provider, google]);
  });

  it('are linked one after the other, beside one that the identity has', async () => {
    const { aws, login, other } = setUp();
    const id = await getId(aws, await ada(aws));
    await getKeys(aws, id, { ...(await ada(aws)), ...(await login('g-ada')) });
    await getKeys(aws, id, { ...(await login('g-ada')), ...(await other('o-ada')) });
    expect(await getId(aws, await other('o-ada'))).toBe(id);
    expect(await providersOf(aws, id)).toEqual([provider, google, 'login.example.com']);
  });

  it('of which the identity has none are refused, by a provider that it has never seen', async () => {
    const { aws, login } = setUp();
    const id = await getId(aws, await ada(aws));
    await expect(getKeys(aws, id, await login('g-eve'))).rejects.toMatchObject(noMatch);
    expect(await providersOf(aws, id)).toEqual([provider]);
  });

  it('make one of two identities, the older, and the other’s id leads there', async () => {
    const { aws, login } = setUp();
    const older = await getId(aws, await ada(aws));
    aws.advance(1);
    const younger = await getId(aws, await login('g-ada'));
    const both = { ...(await ada(aws)), ...(await login('g-ada')) };
    expect((await getKeys(aws, younger, both)).IdentityId).toBe(older);
    expect(await getId(aws, await login('g-ada'))).toBe(older);
    expect((await getKeys(aws, younger, await login('g-ada'))).IdentityId).toBe(older);
    await expect(getKeys(aws, younger)).rejects.toMatchObject(noMatch);
    await expect(getKeys(aws, younger, await login('g-eve'))).rejects.toMatchObject(taken);
  });

  it('fault 70: of two people of one provider never meet, and nothing is half linked', async () => {
    const { aws, login } = setUp();
    const hers = await getId(aws, await ada(aws));
    const theirs = await getId(aws, { ...(await ada(aws, {}, 'eve')), ...(await login('g-eve')) });
    const mixed = { ...(await ada(aws)), ...(await login('g-eve')) };
    await expect(getId(aws, mixed)).rejects.toMatchObject(taken);
    await expect(getKeys(aws, hers, mixed)).rejects.toMatchObject(taken);
    expect(await providersOf(aws, hers)).toEqual([provider]);
    expect(await providersOf(aws, theirs)).toEqual([provider, google]);
    expect(await getId(aws, await login('g-eve'))).toBe(theirs);
  });

  it('fault 72: of a guest lead to the identity that one of them has, however often it moved', async () => {
    const { aws, login } = setUp();
    const first = await getId(aws, await ada(aws));
    aws.advance(1);
    const second = await getId(aws, await login('g-ada'));
    const guest = await getId(aws);
    expect((await getKeys(aws, guest, await login('g-ada'))).IdentityId).toBe(second);
    await getId(aws, { ...(await ada(aws)), ...(await login('g-ada')) });
    expect((await getKeys(aws, guest, await login('g-ada'))).IdentityId).toBe(first);
  });
});

describe('UnlinkIdentity', () => {
  const unlink = (
    aws: AwsSide,
    IdentityId: string,
    Logins: Record<string, string>,
    ...LoginsToRemove: string[]
  ) => aws.identity.send(new UnlinkIdentityCommand({ IdentityId, Logins, LoginsToRemove }));

  it('takes a login away, which is somebody new the next time', async () => {
    const { aws, login } = setUp();
    const id = await getId(aws, { ...(await ada(aws)), ...(await login('g-ada')) });
    await unlink(aws, id, await ada(aws), google);
    expect(await providersOf(aws, id)).toEqual([provider]);
    expect(await getId(aws, await login('g-ada'))).not.toBe(id);
    expect(await getId(aws, await ada(aws))).toBe(id);
  });

  it('of the last one loses the identity for good: a guest’s it never is again', async () => {
    const { aws } = setUp();
    const id = await getId(aws, await ada(aws));
    await unlink(aws, id, await ada(aws), provider);
    const forbidden = refused(`Access to Identity '${id}' is forbidden.`);
    await expect(getKeys(aws, id)).rejects.toMatchObject(forbidden);
    await expect(getKeys(aws, id, await ada(aws))).rejects.toMatchObject(forbidden);
    expect(await getId(aws, await ada(aws))).not.toBe(id);
  });

  it('needs a login of that very identity', async () => {
    const { aws, login } = setUp();
    const id = await getId(aws, { ...(await ada(aws)), ...(await login('g-ada')) });
    await expect(unlink(aws, id, await ada(aws, {}, 'eve'), google)).rejects.toMatchObject(noMatch);
    await expect(unlink(aws, id, {}, google)).rejects.toMatchObject(noMatch);
    await expect(unlink(aws, id, await ada(aws), 'login.example.com')).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await expect(
      unlink(aws, 'us-east-1:00000000-0000-4000-8000-000000000000', await ada(aws), google),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await providersOf(aws, id)).toEqual([provider, google]);
  });
});

it('identities of a snapshot without the newer fields go on as they were', async () => {
  const { aws } = setUp();
  const before = snapshotFromJson(
    snapshotToJson({ version: 1, state: { identityPools: aws.pools } as never }),
  ).state.identityPools;
  const [pool] = Object.values(before.pools);
  delete pool?.openIdProviders;
  Object.assign(aws.pools, before);
  const id = await getId(aws, await ada(aws));
  expect(await getId(aws, await ada(aws))).toBe(id);
  expect(Object.keys(pool ?? {}).toSorted()).toEqual(['guests', 'id', 'name', 'providers', 'roles']);
});
