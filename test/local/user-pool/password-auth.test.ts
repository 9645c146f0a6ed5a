/** USER_PASSWORD_AUTH, and the lockout that it shares with USER_SRP_AUTH. */
import { beforeEach, describe, expect, it } from 'vitest';
import { lockedOut, poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws } = pool;
beforeEach(() => aws.reset());

describe('USER_PASSWORD_AUTH', () => {
  it('a user signs in by username and by email address', async () => {
    for (const name of ['ada', 'Ada@example.com']) {
      const { AuthenticationResult } = await pool.password(name, 'Correct-horse-1');
      expect(AuthenticationResult).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 });
    }
  });

  it('a wrong password is refused', async () => {
    await expect(pool.password('ada', 'correct-horse-1')).rejects.toMatchObject(wrongPassword);
  });

  it('a client that does not allow the flow is refused', async () => {
    const srpOnly = poolUnderTest({ client: { authFlows: ['USER_SRP_AUTH'] } });
    await expect(srpOnly.password('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'),
    );
    const passwordOnly = poolUnderTest({ client: { authFlows: ['USER_PASSWORD_AUTH'] } });
    await expect(passwordOnly.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.'),
    );
  });

  it('a client with a secret must send the secret hash', async () => {
    const poolWithSecret = poolUnderTest({ client: { secret: 'shh' } });
    await expect(poolWithSecret.password('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('NotAuthorizedException', `Unable to verify secret hash for client ${poolWithSecret.ClientId}`),
    );
    const { createHmac } = await import('node:crypto');
    const SECRET_HASH = createHmac('sha256', 'shh').update(`ada${poolWithSecret.ClientId}`).digest('base64');
    const AuthParameters = { USERNAME: 'ada', PASSWORD: 'Correct-horse-1', SECRET_HASH };
    expect(await poolWithSecret.initiate('USER_PASSWORD_AUTH', AuthParameters)).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('a disabled user and a user who must reset the password are refused', async () => {
    const snapshot = await aws.snapshot();
    const { users } = Object.values(snapshot.state.userPools.pools)[0]!;
    users['ada']!.enabled = false;
    users['linus']!.status = 'RESET_REQUIRED';
    const changedPool = poolUnderTest({ snapshot });
    await expect(changedPool.password('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'User is disabled.'),
    );
    await expect(changedPool.srp('linus', 'Temporary-pass-3')).rejects.toMatchObject(
      refusal('PasswordResetRequiredException', 'Password reset required for the user'),
    );
  });
});

describe('lockout', () => {
  const failTimes = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      await expect(pool.password('ada', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    }
  };

  it('the fifth wrong password locks the user for one second, in both flows', async () => {
    await failTimes(4);
    await expect(pool.srp('ada', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    await expect(pool.password('ada', 'Correct-horse-1')).rejects.toMatchObject(lockedOut);
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(lockedOut);
    await expect(pool.srp('ADA@example.com', 'Correct-horse-1')).rejects.toMatchObject(lockedOut);
    aws.clock.advance(1);
    expect(await pool.srp('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
  });

  it('each further wrong password doubles the lockout, up to 15 minutes', async () => {
    await failTimes(5);
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      aws.clock.advance(seconds - 0.001);
      await expect(pool.password('ada', 'Correct-horse-1')).rejects.toMatchObject(lockedOut);
      aws.clock.advance(0.001);
      await failTimes(1);
    }
  });

  it('attempts during the lockout do not extend it', async () => {
    await failTimes(5);
    for (let time = 0; time < 10; time += 1) {
      await expect(pool.password('ada', 'Wrong-horse-1')).rejects.toMatchObject(lockedOut);
    }
    aws.clock.advance(1);
    expect(await pool.password('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
  });

  it('a sign-in and 15 minutes without attempts reset the count', async () => {
    await failTimes(4);
    await pool.password('ada', 'Correct-horse-1');
    await failTimes(4);
    aws.clock.advance(900);
    await failTimes(4);
    expect(await pool.password('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
  });

  it('a lockout affects one user only, and unknown usernames are lockedOut too', async () => {
    await failTimes(5);
    expect(await pool.password('grace', 'Battery-staple-2')).toHaveProperty('ChallengeName');
    for (let time = 0; time < 5; time += 1) {
      await expect(pool.password('nobody', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    }
    await expect(pool.password('nobody', 'Wrong-horse-1')).rejects.toMatchObject(lockedOut);
  });
});
