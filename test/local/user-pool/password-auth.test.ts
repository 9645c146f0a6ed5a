/** USER_PASSWORD_AUTH, where the client allows it, and the lock-out that both ways in share. */
import { beforeEach, describe, expect, it } from 'vitest';
import { poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws } = pool;
beforeEach(() => aws.reset());

const locked = refusal('NotAuthorizedException', 'Password attempts exceeded');

describe('USER_PASSWORD_AUTH', () => {
  it('signs in by name and by e-mail', async () => {
    for (const name of ['ada', 'Ada@example.com']) {
      const { AuthenticationResult } = await pool.password(name, 'Correct-horse-1');
      expect(AuthenticationResult).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 });
    }
  });

  it('refuses a wrong password', async () => {
    await expect(pool.password('ada', 'correct-horse-1')).rejects.toMatchObject(wrongPassword);
  });

  it('is refused to a client that does not allow it', async () => {
    const srpOnly = poolUnderTest({ client: { authFlows: ['USER_SRP_AUTH'] } });
    await expect(srpOnly.password('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'),
    );
    const passwordOnly = poolUnderTest({ client: { authFlows: ['USER_PASSWORD_AUTH'] } });
    await expect(passwordOnly.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.'),
    );
  });

  it('asks a client that has a secret to prove it', async () => {
    const secret = poolUnderTest({ client: { secret: 'shh' } });
    await expect(secret.password('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('NotAuthorizedException', `Unable to verify secret hash for client ${secret.ClientId}`),
    );
    const { createHmac } = await import('node:crypto');
    const SECRET_HASH = createHmac('sha256', 'shh').update(`ada${secret.ClientId}`).digest('base64');
    const AuthParameters = { USERNAME: 'ada', PASSWORD: 'Correct-horse-1', SECRET_HASH };
    expect(await secret.initiate('USER_PASSWORD_AUTH', AuthParameters)).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('lets nobody in who is disabled or must reset the password', async () => {
    const snapshot = await aws.snapshot();
    const { users } = Object.values(snapshot.state.userPools.pools)[0]!;
    users['ada']!.enabled = false;
    users['linus']!.status = 'RESET_REQUIRED';
    const changed = poolUnderTest({ snapshot });
    await expect(changed.password('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'User is disabled.'),
    );
    await expect(changed.srp('linus', 'Temporary-pass-3')).rejects.toMatchObject(
      refusal('PasswordResetRequiredException', 'Password reset required for the user'),
    );
  });
});

describe('lock-out', () => {
  const fail = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      await expect(pool.password('ada', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    }
  };

  it('begins with the fifth wrong password, for a second, whatever the way in', async () => {
    await fail(4);
    await expect(pool.srp('ada', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    await expect(pool.password('ada', 'Correct-horse-1')).rejects.toMatchObject(locked);
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(locked);
    await expect(pool.srp('ADA@example.com', 'Correct-horse-1')).rejects.toMatchObject(locked);
    aws.clock.advance(1);
    expect(await pool.srp('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
  });

  it('doubles with each wrong password, up to a quarter of an hour', async () => {
    await fail(5);
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      aws.clock.advance(seconds - 0.001);
      await expect(pool.password('ada', 'Correct-horse-1')).rejects.toMatchObject(locked);
      aws.clock.advance(0.001);
      await fail(1);
    }
  });

  it('is not made longer by attempts within it', async () => {
    await fail(5);
    for (let time = 0; time < 10; time += 1) {
      await expect(pool.password('ada', 'Wrong-horse-1')).rejects.toMatchObject(locked);
    }
    aws.clock.advance(1);
    expect(await pool.password('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
  });

  it('is forgotten after a sign-in, and after a quarter of an hour without attempts', async () => {
    await fail(4);
    await pool.password('ada', 'Correct-horse-1');
    await fail(4);
    aws.clock.advance(900);
    await fail(4);
    expect(await pool.password('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
  });

  it('hits each user alone, and names that nobody has like the others', async () => {
    await fail(5);
    expect(await pool.password('grace', 'Battery-staple-2')).toHaveProperty('ChallengeName');
    for (let time = 0; time < 5; time += 1) {
      await expect(pool.password('nobody', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    }
    await expect(pool.password('nobody', 'Wrong-horse-1')).rejects.toMatchObject(locked);
  });
});
