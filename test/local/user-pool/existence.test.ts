/** fault 46 (unknown user): replies for known and unknown users, by the client's PreventUserExistenceErrors. */
import { beforeEach, describe, expect, it } from 'vitest';
import { poolUnderTest, refusal, userNotFound, wrongPassword } from './pool-under-test.ts';
import { srpClient } from './srp-client.ts';

describe('PreventUserExistenceErrors ENABLED', () => {
  const pool = poolUnderTest();
  const { aws, call, ClientId } = pool;
  beforeEach(() => aws.reset());
  const srpParametersOf = async (USERNAME: string) =>
    (await pool.initiate('USER_SRP_AUTH', { USERNAME, SRP_A: srpClient().A })).ChallengeParameters ?? {};

  it('fault 46 (unknown user): the sign-in of an unknown user fails like a wrong password', async () => {
    await expect(pool.srp('nobody', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    await expect(pool.password('nobody', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
  });

  it('an unknown user gets a salt and an id that are constant, different for each name, and look real', async () => {
    const [first, again, another, real] = [
      await srpParametersOf('nobody'),
      await srpParametersOf('Nobody'),
      await srpParametersOf('somebody'),
      await srpParametersOf('ada'),
    ];
    expect(first['SALT']).toBe(again['SALT']);
    expect(first['USER_ID_FOR_SRP']).toBe(again['USER_ID_FOR_SRP']);
    expect(first['SRP_B']).not.toBe(again['SRP_B']);
    expect(first['SALT']).not.toBe(another['SALT']);
    expect(Object.keys(first)).toEqual(Object.keys(real));
    expect(first['SECRET_BLOCK']).toHaveLength(real['SECRET_BLOCK']!.length);
    expect(Math.abs(first['SRP_B']!.length - real['SRP_B']!.length)).toBeLessThan(10);
  });

  it('an unknown user gets a plausible delivery, and nothing is mailed', async () => {
    for (const operation of ['ForgotPassword', 'ResendConfirmationCode']) {
      const { CodeDeliveryDetails: first } = await call(operation, { ClientId, Username: 'nobody' });
      const { CodeDeliveryDetails: again } = await call(operation, { ClientId, Username: 'nobody' });
      expect(first).toEqual({
        AttributeName: 'email',
        DeliveryMedium: 'EMAIL',
        Destination: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
      });
      expect(again).toEqual(first);
    }
    expect(aws.outbox.all()).toEqual([]);
  });

  it('a code for an unknown user fails like a wrong one', async () => {
    const input = { ClientId, Username: 'nobody', ConfirmationCode: '123456' };
    await expect(
      call('ConfirmForgotPassword', { ...input, Password: 'Another-horse-2' }),
    ).rejects.toMatchObject(refusal('CodeMismatchException'));
    await expect(
      call('ConfirmForgotPassword', { ...input, Username: 'ada', Password: 'Another-horse-2' }),
    ).rejects.toMatchObject(refusal('CodeMismatchException'));
    await expect(call('ConfirmSignUp', input)).rejects.toMatchObject(refusal('ExpiredCodeException'));
  });
});

describe('PreventUserExistenceErrors LEGACY', () => {
  const pool = poolUnderTest({ client: { preventUserExistenceErrors: 'LEGACY' } });
  const { call, ClientId } = pool;
  const input = { ClientId, Username: 'nobody', ConfirmationCode: '123456', Password: 'Another-horse-2' };

  it.each(['ForgotPassword', 'ResendConfirmationCode', 'ConfirmForgotPassword', 'ConfirmSignUp'])(
    '%s names the unknown user',
    async (operation) => {
      await expect(call(operation, input)).rejects.toMatchObject(userNotFound);
    },
  );

  it('a sign-in names the unknown user', async () => {
    await expect(pool.srp('nobody', 'Wrong-horse-1')).rejects.toMatchObject(userNotFound);
    await expect(pool.password('nobody', 'Wrong-horse-1')).rejects.toMatchObject(userNotFound);
  });
});
