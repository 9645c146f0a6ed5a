/** Which role the keys are of: the pool's choice, one of the user's own, and in the classic flow the app's. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createAwsClient,
  createCognito,
  credentialsForRole,
  type Cognito,
  type CognitoConfig,
} from '../../src/core.ts';
import { answer, createBrowser, offline, refuse, type Browser } from '../support/page.ts';
import { google, tokenOf, trusting } from '../support/other-logins.ts';

const HOUR = 3_600_000;
const KEYS = 'GetCredentialsForIdentity';
const STS = 'POST /';
const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const [editor, auditor, stranger] = [arn('editor'), arn('auditor'), arn('stranger')];
let browser: Browser;

const policies = {
  who: {
    Version: '2012-10-17' as const,
    Statement: { Effect: 'Allow' as const, Action: 'sts:GetCallerIdentity', Resource: '*' },
  },
};

/** The role in whose name a client signs, by STS. */
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
        users: [
          { username: 'ada', password: 'Correct-horse-1', groups: ['editors', 'auditors'] },
          { username: 'bea', password: 'Correct-horse-2' },
        ],
      },
    ],
    roles: { editor: { policies }, auditor: { policies }, stranger: { policies } },
  });
});

describe('a role that the user’s token names', () => {
  it('is asked for beside the pool’s choice, at run time', async () => {
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

  it('fifty callers cost one exchange; its keys are renewed in time, and kept in memory only', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const provide = credentialsForRole(page, editor);
    const all = await Promise.all(Array.from({ length: 50 }, () => provide()));
    expect(new Set(all.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
    expect(browser.count(KEYS)).toBe(1);
    expect(JSON.stringify([...browser.items])).not.toContain(all[0]?.secretAccessKey);
    browser.clock.set(browser.clock.now() + HOUR - 4 * 60_000);
    expect((await provide()).accessKeyId).not.toBe(all[0]?.accessKeyId);
    // The identity was found once and for all.
    await browser.open().credentials();
    expect(browser.count('GetId')).toBe(1);
  });

  it('fault 70: ends with the user', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const provide = credentialsForRole(page, editor);
    await provide();
    await browser.signIn(page, 'bea');
    await expect(provide()).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    await page.signOut();
    await expect(provide()).rejects.toMatchObject({ code: 'NotSignedIn' });
  });

  it('fault 76: that is not theirs is refused: no broader one is taken, and the others’ keys stay', async () => {
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

  it('fault 76: is refused to a guest', async () => {
    const page = browser.open({ guest: true });
    await expect(credentialsForRole(page, editor)()).rejects.toMatchObject({ kind: 'rejected' });
    expect(await roleOf(page)).toBe('cognito-kit-guest');
  });
});

describe('customRoleArn', () => {
  it('is every user’s role in this app, found again after a reload', async () => {
    const page = browser.open({ customRoleArn: auditor });
    await browser.signIn(page);
    expect(await roleOf(page)).toBe('auditor');
    browser.sent.length = 0;
    await browser.open({ customRoleArn: auditor }).credentials();
    expect(browser.sent).toEqual([]);
  });

  it('that another version of the app changed brings other keys, for the same identity', async () => {
    const page = browser.open({ customRoleArn: auditor });
    await browser.signIn(page);
    const before = await page.credentials();
    const after = await browser.open({ customRoleArn: editor }).credentials();
    expect(after.identityId).toBe(before.identityId);
    expect(after.accessKeyId).not.toBe(before.accessKeyId);
    expect(browser.count('GetId')).toBe(1);
  });

  it('fault 76: refused, it is an error and not the pool’s choice', async () => {
    const page = browser.open({ customRoleArn: auditor });
    await browser.signIn(page, 'bea');
    await expect(page.credentials()).rejects.toMatchObject({ kind: 'rejected' });
    expect(JSON.stringify([...browser.items])).not.toContain('secretAccessKey');
  });

  it('is not asked for as a guest, whose token names no roles', async () => {
    const page = browser.open({ customRoleArn: auditor, guest: true });
    expect(await roleOf(page)).toBe('cognito-kit-guest');
  });
});

describe('the classic flow', () => {
  const classicFlow = { authenticatedRoleArn: editor, guestRoleArn: arn('visitor') };
  const open = (config?: Partial<CognitoConfig>) => browser.open({ guest: true, classicFlow, ...config });
  const allow = (more: object = {}) => {
    browser = createBrowser({
      ...trusting,
      identityPools: [{ ...trusting.identityPools[0], classicFlow: 'allowed' }],
      roles: {
        editor: { policies },
        auditor: { policies },
        visitor: { policies, trust: 'guests' },
        ...more,
      },
    });
  };

  it('fault 78: is never taken unless the config says so', async () => {
    allow();
    const page = browser.open({ guest: true });
    await page.credentials();
    await browser.signIn(page);
    await page.credentials();
    expect(browser.sent).not.toContain('GetOpenIdToken');
  });

  it('fault 78: is refused where the pool does not allow it, and the enhanced one is not taken instead', async () => {
    await expect(open().credentials()).rejects.toMatchObject({ code: 'InvalidParameterException' });
    expect(browser.sent).toEqual(['GetId', 'GetOpenIdToken']);
  });

  it('takes the roles that the app names, for guests and for users', async () => {
    allow();
    const page = open();
    expect(await roleOf(page)).toBe('visitor');
    expect(browser.sent.slice(0, 3)).toEqual(['GetId', 'GetOpenIdToken', STS]);
    await browser.signIn(page);
    expect(await roleOf(page)).toBe('editor');
    expect(await roleOf(page, auditor)).toBe('auditor');
    await page.signOut();
    await page.setLogins(async () => ({
      logins: { [google]: await tokenOf(google, 'g-ada', browser.clock.now()) },
    }));
    expect(await roleOf(page)).toBe('editor');
  });

  it('its keys are kept over a reload and renewed in time like others', async () => {
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
    ['offline', offline, 'network', 'NetworkError'],
    ['a broken answer', answer(200, '<html>'), 'protocol', 'InvalidResponse'],
    ['a 503', answer(503, ''), 'server', 'ServerError'],
  ])('%s at STS is a typed error, without the identity or its token', async (name, trouble, kind, code) => {
    allow();
    const page = open(trouble ? {} : { classicFlow: { guestRoleArn: editor } });
    browser.trouble(STS, trouble);
    const error = (await page.credentials().catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ name: 'CognitoError', kind, code });
    expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(/us-east-1:|eyJ/);
  });

  it('fault 5: an STS that never answers is given up after eight seconds', async () => {
    allow();
    const page = open();
    browser.trouble(STS, () => new Promise(() => {}));
    const failed = expect(page.credentials()).rejects.toMatchObject({ kind: 'timeout' });
    await expect.poll(() => browser.count(STS)).toBe(1);
    await browser.clock.advance(8_000);
    await failed;
  });

  it('without a role for who is here is a mistake of the config, told as such', async () => {
    allow();
    await expect(open({ classicFlow: { authenticatedRoleArn: editor } }).credentials()).rejects.toMatchObject(
      { code: 'ConfigInvalid', message: expect.stringContaining('guestRoleArn') as string },
    );
    expect(() => createCognito({ ...browser.aws.config, classicFlow: { guestRoleArn: 'visitor' } })).toThrow(
      /classicFlow/,
    );
  });

  it('fault 71: a guest who is gone gets a new identity once here too', async () => {
    allow();
    const { identityId } = await open().credentials();
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    let refused = 0;
    browser.trouble('GetOpenIdToken', async (carry) =>
      refused++ === 0 ? refuse('ResourceNotFoundException')(carry) : carry(),
    );
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
