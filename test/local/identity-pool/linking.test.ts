/**
 * Several logins of one identity: they are linked, merged and unlinked, and a call that is refused changes nothing.
 */
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
  it('two logins in one GetId share one new identity, which each of them opens alone', async () => {
    const { aws, login } = setUp();
    const both = { ...(await ada(aws)), ...(await login('g-ada')) };
    const id = await getId(aws, both);
    expect(await getId(aws, await ada(aws))).toBe(id);
    expect(await getId(aws, await login('g-ada'))).toBe(id);
    expect(await providersOf(aws, id)).toEqual([provider, google]);
  });

  it('a new login is linked when it comes with a login that the identity has', async () => {
    const { aws, login, other: otherIssuer } = setUp();
    const id = await getId(aws, await ada(aws));
    await getKeys(aws, id, { ...(await ada(aws)), ...(await login('g-ada')) });
    await getKeys(aws, id, { ...(await login('g-ada')), ...(await otherIssuer('o-ada')) });
    expect(await getId(aws, await otherIssuer('o-ada'))).toBe(id);
    expect(await providersOf(aws, id)).toEqual([provider, google, 'login.example.com']);
  });

  it('logins that the identity does not have are refused, even if their provider is new to it', async () => {
    const { aws, login } = setUp();
    const id = await getId(aws, await ada(aws));
    await expect(getKeys(aws, id, await login('g-eve'))).rejects.toMatchObject(noMatch);
    expect(await providersOf(aws, id)).toEqual([provider]);
  });

  it('two identities merge into the older one, and the id of the newer one leads to it', async () => {
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

  it('fault 70 (user switch): logins of two users of one provider are refused and nothing is linked', async () => {
    const { aws, login } = setUp();
    const adasId = await getId(aws, await ada(aws));
    const evesId = await getId(aws, { ...(await ada(aws, {}, 'eve')), ...(await login('g-eve')) });
    const mixed = { ...(await ada(aws)), ...(await login('g-eve')) };
    await expect(getId(aws, mixed)).rejects.toMatchObject(taken);
    await expect(getKeys(aws, adasId, mixed)).rejects.toMatchObject(taken);
    expect(await providersOf(aws, adasId)).toEqual([provider]);
    expect(await providersOf(aws, evesId)).toEqual([provider, google]);
    expect(await getId(aws, await login('g-eve'))).toBe(evesId);
  });

  it("fault 72 (merged identity): a guest identity resolves to the user's identity after several merges", async () => {
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

  it('an unlinked login gets a new identity at its next GetId', async () => {
    const { aws, login } = setUp();
    const id = await getId(aws, { ...(await ada(aws)), ...(await login('g-ada')) });
    await unlink(aws, id, await ada(aws), google);
    expect(await providersOf(aws, id)).toEqual([provider]);
    expect(await getId(aws, await login('g-ada'))).not.toBe(id);
    expect(await getId(aws, await ada(aws))).toBe(id);
  });

  it('unlinking the last login disables the identity for good, also for guests', async () => {
    const { aws } = setUp();
    const id = await getId(aws, await ada(aws));
    await unlink(aws, id, await ada(aws), provider);
    const forbidden = refused(`Access to Identity '${id}' is forbidden.`);
    await expect(getKeys(aws, id)).rejects.toMatchObject(forbidden);
    await expect(getKeys(aws, id, await ada(aws))).rejects.toMatchObject(forbidden);
    expect(await getId(aws, await ada(aws))).not.toBe(id);
  });

  it('UnlinkIdentity requires a login of the same identity', async () => {
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

it('a snapshot without the newer fields still works: identities keep their ids', async () => {
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
