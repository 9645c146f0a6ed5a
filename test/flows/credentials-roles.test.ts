/**
 * Proves which IAM role credentials belong to: the identity pool's choice, a role of the user's token, or the
 * app's role in the classic flow.
 */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createAwsClient,
  createCognito,
  credentialsForRole,
  type Cognito,
  type CognitoConfig,
} from '../../src/core.ts';
import { neverReply, offline, refuseWith, replyWith } from '../support/network.ts';
import { createBrowser, type Browser } from '../support/browser.ts';
import { google, createIdToken, trustedProviders } from '../support/external-logins.ts';
import { ada, bea } from '../support/users.ts';

const HOUR = 3_600_000;
const KEYS = 'GetCredentialsForIdentity';
const STS = 'POST /';
const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const [editor, auditor, stranger] = [arn('editor'), arn('auditor'), arn('stranger')];
let browser: Browser;

const policies = {
  identify: {
    Version: '2012-10-17' as const,
    Statement: { Effect: 'Allow' as const, Action: 'sts:GetCallerIdentity', Resource: '*' },
  },
};

/** Returns the name of the role that a client signs as, by STS. */
const roleOf = async (page: Cognito, roleArn?: string) => {
  const sts = createAwsClient(page, STSClient, {
    roleArn,
    systemClockOffset: browser.clock.now() - Date.now(),
  });
  const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  return /assumed-role\/([^/]+)\//.exec(Arn)?.[1];
};

beforeEach(() => {
  browser = createBrowser({
    userPools: [
      {
        groups: { editors: { role: 'editor', precedence: 1 }, auditors: { role: 'auditor', precedence: 2 } },
        users: [{ ...ada, groups: ['editors', 'auditors'] }, bea],
      },
    ],
    roles: { editor: { policies }, auditor: { policies }, stranger: { policies } },
  });
});

describe('credentialsForRole', () => {
  it("credentialsForRole returns keys of a role of the token, beside those of the pool's choice", async () => {
    const page = browser.open();
    await browser.signIn(page);
    const session = page.getSession();
    expect(session.status === 'signedIn' && session.claims['cognito:roles']).toEqual([editor, auditor]);
    const asEditor = credentialsForRole(page, editor);
    expect(asEditor.memoized).toBe(true);
    const [own, keys, audit] = [await page.credentials(), await asEditor(), await roleOf(page, auditor)];
    expect(keys.identityId).toBe(own.identityId);
    expect(keys.accessKeyId).not.toBe(own.accessKeyId);
    expect(await roleOf(page)).toBe('cognito-kit-user');
    expect([await roleOf(page, editor), audit]).toEqual(['editor', 'auditor']);
    expect([browser.count('GetId'), browser.count(KEYS)]).toEqual([1, 3]);
  });

  it('fifty callers of credentialsForRole cost one exchange; the keys are renewed in time and stored in memory only', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const provide = credentialsForRole(page, editor);
    const all = await Promise.all(Array.from({ length: 50 }, () => provide()));
    expect(new Set(all.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
    expect(browser.count(KEYS)).toBe(1);
    expect(JSON.stringify([...browser.localItems])).not.toContain(all[0]?.secretAccessKey);
    browser.clock.set(browser.clock.now() + HOUR - 4 * 60_000);
    expect((await provide()).accessKeyId).not.toBe(all[0]?.accessKeyId);
    // The identity id was requested once.
    await browser.open().credentials();
    expect(browser.count('GetId')).toBe(1);
  });

  it('fault 70 (user switch): credentialsForRole is rejected after a switch of user and after a sign-out', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const provide = credentialsForRole(page, editor);
    await provide();
    await browser.signIn(page, 'bea');
    await expect(provide()).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    await page.signOut();
    await expect(provide()).rejects.toMatchObject({ code: 'NotSignedIn' });
  });

  it("fault 76 (roles): a role that is not the user's is refused without a fallback, and other keys stay", async () => {
    const page = browser.open();
    await browser.signIn(page);
    const own = await page.credentials();
    await expect(credentialsForRole(page, stranger)()).rejects.toMatchObject({
      kind: 'rejected',
      code: 'NotAuthorizedException',
    });
    await expect(roleOf(page, stranger)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    expect(await page.credentials()).toEqual(own);
    expect(page.identity.getSnapshot()).toMatchObject({ status: 'signedIn', identityId: own.identityId });
  });

  it('fault 76 (roles): a guest is refused a role of the users', async () => {
    const page = browser.open({ guest: true });
    await expect(credentialsForRole(page, editor)()).rejects.toMatchObject({ kind: 'rejected' });
    expect(await roleOf(page)).toBe('cognito-kit-guest');
  });
});

describe('customRoleArn', () => {
  it('customRoleArn is the role of every user, and its keys are stored for the next page', async () => {
    const page = browser.open({ customRoleArn: auditor });
    await browser.signIn(page);
    expect(await roleOf(page)).toBe('auditor');
    browser.sent.length = 0;
    await browser.open({ customRoleArn: auditor }).credentials();
    expect(browser.sent).toEqual([]);
  });

  it('another customRoleArn brings other keys for the same identity', async () => {
    const page = browser.open({ customRoleArn: auditor });
    await browser.signIn(page);
    const before = await page.credentials();
    const after = await browser.open({ customRoleArn: editor }).credentials();
    expect(after.identityId).toBe(before.identityId);
    expect(after.accessKeyId).not.toBe(before.accessKeyId);
    expect(browser.count('GetId')).toBe(1);
  });

  it("fault 76 (roles): a refused customRoleArn is an error without a fallback to the pool's choice", async () => {
    const page = browser.open({ customRoleArn: auditor });
    await browser.signIn(page, 'bea');
    await expect(page.credentials()).rejects.toMatchObject({ kind: 'rejected' });
    expect(JSON.stringify([...browser.localItems])).not.toContain('secretAccessKey');
  });

  it('customRoleArn is not requested for a guest', async () => {
    const page = browser.open({ customRoleArn: auditor, guest: true });
    expect(await roleOf(page)).toBe('cognito-kit-guest');
  });
});

describe('the classic flow', () => {
  const classicFlow = { authenticatedRoleArn: editor, guestRoleArn: arn('visitor') };
  const open = (config?: Partial<CognitoConfig>) => browser.open({ guest: true, classicFlow, ...config });
  const allow = (more: object = {}) => {
    browser = createBrowser({
      ...trustedProviders,
      identityPools: [{ ...trustedProviders.identityPools[0], classicFlow: 'allowed' }],
      roles: {
        editor: { policies },
        auditor: { policies },
        visitor: { policies, trust: 'guests' },
        ...more,
      },
    });
  };

  it('fault 78 (classic flow): the enhanced flow is used unless the config has classicFlow', async () => {
    allow();
    const page = browser.open({ guest: true });
    await page.credentials();
    await browser.signIn(page);
    await page.credentials();
    expect(browser.sent).not.toContain('GetOpenIdToken');
  });

  it('fault 78 (classic flow): an identity pool that forbids the classic flow refuses it, without a fallback', async () => {
    await expect(open().credentials()).rejects.toMatchObject({ code: 'InvalidParameterException' });
    expect(browser.sent).toEqual(['GetId', 'GetOpenIdToken']);
  });

  it('the classic flow assumes the configured roles, for guests, users and logins', async () => {
    allow();
    const page = open();
    expect(await roleOf(page)).toBe('visitor');
    expect(browser.sent.slice(0, 3)).toEqual(['GetId', 'GetOpenIdToken', STS]);
    await browser.signIn(page);
    expect(await roleOf(page)).toBe('editor');
    expect(await roleOf(page, auditor)).toBe('auditor');
    await page.signOut();
    await page.setLogins(async () => ({
      logins: { [google]: await createIdToken(google, 'g-ada', browser.clock.now()) },
    }));
    expect(await roleOf(page)).toBe('editor');
  });

  it('keys of the classic flow are stored for the next page and renewed in time', async () => {
    allow();
    const first = await open().credentials();
    expect(first.expiration.getTime() - browser.clock.now()).toBe(HOUR);
    expect(await open().credentials()).toEqual(first);
    browser.clock.set(browser.clock.now() + HOUR);
    browser.sent.length = 0;
    const second = await open().credentials();
    expect(second.identityId).toBe(first.identityId);
    expect(browser.sent).toEqual(['GetOpenIdToken', STS]);
  });

  it.each([
    ['a role that does not trust the pool’s guests', undefined, 'rejected', 'AccessDenied'],
    ['a network failure', offline, 'network', 'NetworkError'],
    ['a broken answer', replyWith(200, '<html>'), 'protocol', 'InvalidResponse'],
    ['a 503', replyWith(503, ''), 'server', 'ServerError'],
  ])(
    'the classic flow reports %s at STS as a typed error without the identity id or its token',
    async (name, interception, kind, code) => {
      allow();
      const page = open(interception ? {} : { classicFlow: { guestRoleArn: editor } });
      browser.intercept(STS, interception);
      const error = (await page.credentials().catch((reason: unknown) => reason)) as Error;
      expect(error).toMatchObject({ name: 'CognitoError', kind, code });
      expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(/us-east-1:|eyJ/);
    },
  );

  it('fault 5 (timeout): the classic flow gives STS up after 8 seconds', async () => {
    allow();
    const page = open();
    browser.intercept(STS, neverReply);
    const failed = expect(page.credentials()).rejects.toMatchObject({ kind: 'timeout' });
    await expect.poll(() => browser.count(STS)).toBe(1);
    await browser.clock.advance(8_000);
    await failed;
  });

  it('the classic flow without a role for the principal fails with ConfigInvalid', async () => {
    allow();
    await expect(open({ classicFlow: { authenticatedRoleArn: editor } }).credentials()).rejects.toMatchObject(
      { code: 'ConfigInvalid', message: expect.stringContaining('guestRoleArn') as string },
    );
    expect(() => createCognito({ ...browser.aws.config, classicFlow: { guestRoleArn: 'visitor' } })).toThrow(
      /classicFlow/,
    );
  });

  it('fault 71 (deleted identity): a guest whose identity was deleted gets a new one in the classic flow', async () => {
    allow();
    const { identityId } = await open().credentials();
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    browser.interceptOnce('GetOpenIdToken', refuseWith('ResourceNotFoundException'));
    expect((await open().credentials()).identityId).not.toBe(identityId);
  });

  it('requests new keys of a named role after another tab has forgotten the guest', async () => {
    allow();
    const page = open();
    const roleArn = arn('visitor');
    const first = await page.credentials({ roleArn });
    await open().forgetBrowser();
    const second = await page.credentials({ roleArn });
    expect(second.identityId).toMatch(/^us-east-1:/);
    expect(second.identityId).not.toBe(first.identityId);
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
  });
});
