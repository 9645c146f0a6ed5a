/**
 * Proves that the account functions (attributes, MFA, user sessions, deletion, step-up) do what Cognito
 * promises for the signed-in user, and for no other.
 */
import type { LocalAwsOptions } from 'cognito-kit-local';
import { URI, type TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import type { Cognito } from '../../src/client/cognito.ts';
import {
  changePassword,
  deleteAccount,
  deleteAttributes,
  getAuthFactors,
  getUser,
  listUserSessions,
  revokeUserSession,
  sendAttributeCode,
  setMfaPreference,
  setUpTotp,
  updateAttributes,
  verifyAttribute,
  verifyTotp,
} from '../../src/account/account.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createStepUpFlow } from '../../src/sign-in/flows/step-up.ts';
import { decodeJwt } from '../../src/lib/jwt.ts';
import { createBrowser } from '../support/browser.ts';
import { loseReply, offline } from '../support/network.ts';
import { atStep } from '../support/flow-states.ts';
import { ada, userNamed } from '../support/users.ts';
import { wrongCode } from '../support/codes.ts';

async function signedIn(options: LocalAwsOptions = {}) {
  const browser = createBrowser({ users: [ada, userNamed('grace')], ...options });
  const page = browser.open();
  await browser.signIn(page);
  browser.forgetRequests();
  return { ...browser, page };
}
const attributesOf = async (page: Cognito) => (await getUser(page)).attributes;

describe('attributes', () => {
  it('getUser, updateAttributes and deleteAttributes read, write and delete attributes', async () => {
    const { page } = await signedIn();
    expect(await updateAttributes(page, { given_name: 'Ada', nickname: 'A' })).toEqual([]);
    expect(await attributesOf(page)).toMatchObject({ given_name: 'Ada', nickname: 'A' });
    await deleteAttributes(page, ['nickname']);
    expect(await attributesOf(page)).not.toHaveProperty('nickname');
  });

  it("updateAttributes keeps the old email until the new one's code is entered, in a pool with verifyBeforeUpdate", async () => {
    const { aws, page } = await signedIn({ pool: { verifyBeforeUpdate: ['email'] } });
    const sent = await updateAttributes(page, { email: 'new@example.com' });
    expect(sent).toMatchObject([{ medium: 'EMAIL', attribute: 'email' }]);
    expect(await attributesOf(page)).toMatchObject({ email: 'ada@example.com', email_verified: 'true' });
    const code = await aws.outbox.code('new@example.com');
    await expect(verifyAttribute(page, { name: 'email', code: wrongCode(code) })).rejects.toMatchObject({
      code: 'CodeMismatchException',
    });
    expect(await attributesOf(page)).toMatchObject({ email: 'ada@example.com' });
    await verifyAttribute(page, { name: 'email', code });
    expect(await attributesOf(page)).toMatchObject({ email: 'new@example.com', email_verified: 'true' });
  });

  it('sendAttributeCode sends a new code for an email, which replaces the former code and expires', async () => {
    const { aws, clock, page } = await signedIn();
    await updateAttributes(page, { email: 'new@example.com' });
    const first = await aws.outbox.code('new@example.com');
    expect(await attributesOf(page)).toMatchObject({ email: 'new@example.com', email_verified: 'false' });
    expect(await sendAttributeCode(page, 'email')).toMatchObject({ delivery: { medium: 'EMAIL' } });
    const second = await aws.outbox.code('new@example.com');
    if (first !== second) {
      await expect(verifyAttribute(page, { name: 'email', code: first })).rejects.toMatchObject({
        kind: 'rejected',
      });
    }
    await clock.advance(25 * 3_600_000);
    await expect(verifyAttribute(page, { name: 'email', code: second })).rejects.toMatchObject({
      code: 'ExpiredCodeException',
    });
  });

  it('fault 52 (invalid characters): verifyAttribute refuses a code with a NUL before sending', async () => {
    const { page, sent } = await signedIn();
    await expect(verifyAttribute(page, { name: 'email', code: '1\0' })).rejects.toMatchObject({
      kind: 'input',
      field: 'code',
    });
    expect(sent).toEqual([]);
  });

  it('fault 80 (protected attributes): updateAttributes is refused for an attribute that the app client may not write, and changes nothing', async () => {
    const { page } = await signedIn({ client: { writeAttributes: ['email', 'given_name'] } });
    await expect(updateAttributes(page, { nickname: 'A' })).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    });
    expect(await attributesOf(page)).not.toHaveProperty('nickname');
    expect(page.getSession().status).toBe('signedIn');
  });

  it.each(['<img src=x onerror=alert(1)>', 'e\u0301🦊', '__proto__', ' spaced '])(
    'faults 47 and 51 (markup, names): the attribute value %j is returned as it was written',
    async (given_name) => {
      const { page } = await signedIn();
      await updateAttributes(page, { given_name });
      expect((await attributesOf(page))['given_name']).toBe(given_name);
    },
  );
});

describe('MFA', () => {
  it('setMfaPreference enables, prefers and disables the named MFA methods, and leaves the others alone', async () => {
    const { clock, page } = await signedIn({
      users: [{ ...ada, phone: '+15555550100' }],
      pool: { mfa: 'OPTIONAL', mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'] },
    });
    const mfa = async () => (await getUser(page)).mfa;
    await expect(setMfaPreference(page, { totp: 'preferred' })).rejects.toMatchObject({ kind: 'rejected' });
    await setMfaPreference(page, { smsCode: 'enabled' });
    expect((await mfa()).enabled).toEqual(['SMS_MFA']);
    await setMfaPreference(page, { emailCode: 'preferred' });
    expect(await mfa()).toMatchObject({ preferred: 'EMAIL_OTP' });
    expect((await mfa()).enabled.toSorted()).toEqual(['EMAIL_OTP', 'SMS_MFA']);

    const { uri, secret } = await setUpTotp(page, { issuer: 'Kit & Co', account: 'ada@example.com' });
    expect(uri).toContain('otpauth://totp/Kit%20%26%20Co:ada%40example.com?');
    const app = URI.parse(uri) as TOTP;
    expect(app.secret.base32).toBe(secret);
    const code = app.generate({ timestamp: clock.now() });
    await expect(verifyTotp(page, { code: wrongCode(code) })).rejects.toMatchObject({
      code: 'EnableSoftwareTokenMFAException',
      message: expect.stringContaining('clock may be off') as string,
    });
    await verifyTotp(page, { code, deviceName: 'phone' });
    await setMfaPreference(page, { totp: 'preferred' });
    expect(await mfa()).toMatchObject({ preferred: 'SOFTWARE_TOKEN_MFA' });
    expect((await getAuthFactors(page)).second).toContain('SOFTWARE_TOKEN_MFA');
    await setMfaPreference(page, { totp: 'off', emailCode: 'off', smsCode: 'off' });
    expect(await mfa()).toEqual({ enabled: [] });
  });

  it.each([
    ['the page’s host', { hostname: 'harbor.example' }, 'harbor.example'],
    ['the pool’s id where there is no page', undefined, 'us-east-1_Local0001'],
  ])(
    'the issuer of an authenticator app is %s, both at sign-in and in setUpTotp',
    async (_, location, issuer) => {
      const browser = createBrowser({
        users: [ada],
        pool: { mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA'], requiredAttributes: [] },
      });
      const page = browser.open({ location, allowLoopback: true });
      const flow = createSignInFlow(page);
      await flow.start({ username: 'ada', password: ada.password });
      await atStep(flow, 'setUpMfa').submit({ method: 'totp' });
      const app = URI.parse(atStep(flow, 'setUpTotp').step.uri) as TOTP;
      expect(app).toMatchObject({ issuer, label: 'ada' });
      await atStep(flow, 'setUpTotp').submit({ code: app.generate({ timestamp: browser.clock.now() }) });
      atStep(flow, 'signedIn');
      expect(URI.parse((await setUpTotp(page, { account: 'ada' })).uri)).toMatchObject({ issuer });
    },
  );

  it('getAuthFactors returns the first factors that the user has', async () => {
    const { page } = await signedIn({
      pool: { firstFactors: ['PASSWORD', 'EMAIL_OTP'] },
      client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
    });
    expect((await getAuthFactors(page)).first.toSorted()).toEqual(
      expect.arrayContaining(['EMAIL_OTP', 'PASSWORD']),
    );
  });
});

describe('user sessions', () => {
  const tracked = { pool: { sessionTracking: { status: 'ENABLED', maxPerUser: 5 } } } as const;

  it('listUserSessions marks the current session, and revokeUserSession ends another one', async () => {
    const { open, page, signIn, clock } = await signedIn(tracked);
    const phone = open({ storage: 'memory' });
    await clock.advance(1_000);
    await signIn(phone);
    const sessions = await listUserSessions(page);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    const other = sessions.find(({ isCurrent }) => !isCurrent)!;
    expect(other.createdAt).toBeInstanceOf(Date);
    await revokeUserSession(page, { id: other.id });
    expect(await listUserSessions(page)).toMatchObject([{ isCurrent: true }]);
    await expect(phone.getTokens({ refresh: true })).rejects.toMatchObject({ code: 'SessionEnded' });
    expect(phone.getSession().status).toBe('signedOut');
    expect(page.getSession().status).toBe('signedIn');
  });

  it('revokeUserSession refuses to end the current session', async () => {
    const { page } = await signedIn(tracked);
    const [own] = await listUserSessions(page);
    await expect(revokeUserSession(page, { id: own!.id })).rejects.toMatchObject({ kind: 'rejected' });
    expect(await page.getTokens({ refresh: true })).toBeDefined();
  });

  it('signOut with everywhere ends the sessions of other devices', async () => {
    const { open, page, signIn } = await signedIn(tracked);
    const phone = open({ storage: 'memory' });
    await signIn(phone);
    await page.signOut({ everywhere: true });
    await expect(phone.getTokens({ refresh: true })).rejects.toMatchObject({ code: 'SessionEnded' });
  });

  it('listUserSessions is rejected in a pool without session tracking', async () => {
    const { page } = await signedIn({ pool: { sessionTracking: { status: 'DISABLED' } } });
    await expect(listUserSessions(page)).rejects.toMatchObject({ kind: 'rejected' });
  });
});

describe('deleteAccount', () => {
  it('deleteAccount signs the user out, and the next sign-in with that name is refused', async () => {
    const { page, localItems, signIn } = await signedIn();
    await deleteAccount(page);
    expect(page.getSession().status).toBe('signedOut');
    expect([...localItems.keys()].filter((key) => key.endsWith('.session'))).toEqual([]);
    await expect(signIn(page)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('a second deleteAccount signs the user out if the reply to the first one was lost', async () => {
    const { page, intercept } = await signedIn();
    intercept('DeleteUser', loseReply);
    await expect(deleteAccount(page)).rejects.toMatchObject({ kind: 'network' });
    expect(page.getSession().status).toBe('signedIn');
    intercept('DeleteUser', undefined);
    await deleteAccount(page);
    expect(page.getSession().status).toBe('signedOut');
  });

  it('deleteAccount keeps the session if the request never reached Cognito', async () => {
    const { page, intercept } = await signedIn();
    intercept('DeleteUser', offline);
    await expect(deleteAccount(page)).rejects.toMatchObject({ kind: 'network' });
    expect(page.getSession().status).toBe('signedIn');
    intercept('DeleteUser', undefined);
    expect(await attributesOf(page)).toMatchObject({ email: 'ada@example.com' });
  });
});

describe('the principal of an account operation', () => {
  it('account operations before sign-in fail with NotSignedIn and send nothing', async () => {
    const { page, sent } = await signedIn();
    await page.signOut();
    sent.length = 0;
    for (const act of [
      () => getUser(page),
      () => updateAttributes(page, { nickname: 'A' }),
      () => changePassword(page, { previousPassword: ada.password, newPassword: 'Better-horse-9' }),
      () => deleteAccount(page),
      () => listUserSessions(page),
    ]) {
      await expect(act()).rejects.toMatchObject({ kind: 'session', code: 'NotSignedIn' });
    }
    expect(sent).toEqual([]);
  });

  it('fault 32 (other tab): updateAttributes fails with Superseded if another tab has switched the user', async () => {
    const { aws, open, page, sent, signIn, localStorage } = await signedIn();
    // The other tab writes to the store without a storage event, so this tab does not know of the new user
    // yet.
    const other = open({ window: { localStorage } });
    await signIn(other, 'grace');
    expect(page.getSession()).toMatchObject({ username: 'ada' });
    sent.length = 0;
    await expect(updateAttributes(page, { email: 'eve@example.com' })).rejects.toMatchObject({
      kind: 'aborted',
      code: 'Superseded',
    });
    // The tab acts for grace from now on.
    expect(page.getSession()).toMatchObject({ username: 'grace' });
    expect(sent).toEqual([]);
    expect(await attributesOf(page)).toMatchObject({ email: 'grace@example.com' });
    expect(aws.outbox.all()).toEqual([]);
  });
});

describe('the step-up flow', () => {
  const acr = (level: number) => `urn:cognito:loa:${level}`;
  const signedInForStepUp = (users = [ada]) =>
    signedIn({
      users,
      pool: {
        firstFactors: ['PASSWORD', 'EMAIL_OTP'],
        mfa: 'OPTIONAL',
        mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      },
      client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
    });
  const acrOf = async (page: Cognito) => decodeJwt((await page.getTokens())!.accessToken)?.['acr'];

  it('a step-up asks for the missing factor, and its tokens send the requested acr', async () => {
    const { aws, page, sent } = await signedInForStepUp();
    const flow = createStepUpFlow(page, { acr: acr(3), username: 'ada', preferred: 'emailCode' });
    expect(atStep(flow, 'stepUp').step).toMatchObject({ username: 'ada', acr: acr(3) });
    expect(sent).toEqual([]);
    await atStep(flow, 'stepUp').submit({});
    const code = await aws.outbox.code('ada@example.com');
    await atStep(flow, 'emailCode').submit({ code: wrongCode(code) });
    expect(atStep(flow, 'emailCode').error?.code).toBe('CodeMismatchException');
    expect(await acrOf(page)).not.toBe(acr(3));
    await atStep(flow, 'emailCode').submit({ code });
    atStep(flow, 'signedIn');
    expect(await acrOf(page)).toBe(acr(3));
    expect(page.getSession()).toMatchObject({ status: 'signedIn', username: 'ada' });
  });

  it.each(['emailCode', undefined] as const)(
    'a step-up sends a new code on resend, and reaches the same acr (preferred: %s)',
    async (preferred) => {
      const { aws, page, sent } = await signedInForStepUp();
      if (!preferred) await setMfaPreference(page, { emailCode: 'preferred' });
      const flow = createStepUpFlow(page, { acr: acr(3), username: 'ada', ...(preferred && { preferred }) });
      await atStep(flow, 'stepUp').submit({});
      if (flow.getSnapshot().name === 'selectFactor')
        await atStep(flow, 'selectFactor').submit({ factor: 'emailCode' });
      const old = await aws.outbox.code('ada@example.com');
      const before = sent.length;
      await atStep(flow, 'emailCode').resend!();
      expect(sent).toHaveLength(before + 1);
      await atStep(flow, 'emailCode').submit({ code: old });
      expect(atStep(flow, 'emailCode').error?.code).toBe('CodeMismatchException');
      await atStep(flow, 'emailCode').submit({ code: await aws.outbox.code('ada@example.com') });
      atStep(flow, 'signedIn');
      expect(await acrOf(page)).toBe(acr(3));
    },
  );

  it('a step-up asks again for a factor that was proven longer ago than maxAge', async () => {
    const { aws, clock, page } = await signedInForStepUp();
    await clock.advance(120_000);
    const flow = createStepUpFlow(page, { acr: acr(3), maxAge: 60, username: 'ada' });
    await atStep(flow, 'stepUp').submit({});
    // The emailed code alone would not reach the level: the password is older than maxAge.
    if (flow.getSnapshot().name === 'selectFactor') {
      await atStep(flow, 'selectFactor').submit({ factor: 'password' });
    }
    await atStep(flow, 'password').submit({ password: 'Wrong-horse-1' });
    expect(atStep(flow, 'password').error?.code).toBe('NotAuthorizedException');
    await atStep(flow, 'password').submit({ password: ada.password });
    await atStep(flow, 'emailCode').submit({ code: await aws.outbox.code('ada@example.com') });
    atStep(flow, 'signedIn');
    expect(await acrOf(page)).toBe(acr(3));
  });

  it('fault 23 (expired challenge): the step-up starts over when its challenge has expired, and the session stays', async () => {
    const { aws, clock, page } = await signedInForStepUp();
    const flow = createStepUpFlow(page, { acr: acr(3), username: 'ada', preferred: 'emailCode' });
    await atStep(flow, 'stepUp').submit({});
    await clock.advance(4 * 60_000);
    await atStep(flow, 'emailCode').submit({ code: await aws.outbox.code('ada@example.com') });
    expect(atStep(flow, 'stepUp').step).toMatchObject({ reason: 'challengeExpired' });
    expect(page.getSession().status).toBe('signedIn');
    atStep(flow, 'stepUp');
    await atStep(flow, 'stepUp').submit({});
    atStep(flow, 'emailCode').back!();
    atStep(flow, 'stepUp');
  });

  it('a step-up to an acr that the user cannot reach is rejected and leaves the tokens unchanged', async () => {
    const { page } = await signedInForStepUp();
    const before = await page.getTokens();
    const flow = createStepUpFlow(page, { acr: acr(4), username: 'ada' });
    await atStep(flow, 'stepUp').submit({});
    expect(atStep(flow, 'stepUp').error).toMatchObject({ kind: 'rejected' });
    expect(await page.getTokens()).toEqual(before);
  });

  it('a step-up without a signed-in user fails with NotSignedIn and sends nothing', async () => {
    const { page, sent } = await signedInForStepUp();
    await page.signOut();
    sent.length = 0;
    const flow = createStepUpFlow(page, { acr: acr(3), username: 'ada' });
    await atStep(flow, 'stepUp').submit({});
    expect(atStep(flow, 'stepUp').error).toMatchObject({ kind: 'session', code: 'NotSignedIn' });
    expect(sent).toEqual([]);
  });

  it('a step-up for another user than the signed-in one is rejected', async () => {
    const { page } = await signedInForStepUp([ada, userNamed('grace')]);
    const flow = createStepUpFlow(page, { acr: acr(3), username: 'grace' });
    await atStep(flow, 'stepUp').submit({});
    expect(atStep(flow, 'stepUp').error).toMatchObject({ kind: 'rejected' });
    expect(page.getSession()).toMatchObject({ username: 'ada' });
  });
});

it('a failed sign-in leaves the present user signed in, a successful one replaces that user', async () => {
  const { page } = await signedIn();
  const flow = createSignInFlow(page);
  await flow.start({ username: 'grace', password: 'Wrong-horse-1' });
  expect(page.getSession()).toMatchObject({ username: 'ada' });
  await flow.start({ username: 'grace', password: ada.password });
  expect(page.getSession()).toMatchObject({ username: 'grace' });
});
