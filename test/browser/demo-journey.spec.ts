/** Tests one journey through the demo: guest, sign-up, files, notes, authenticator app, password reset, guest again. */
import { enterCode, enterPassword, fileOf, openPage } from './support/demo.ts';
import { expect, test, type Page } from './support/fixtures.ts';
import { totpCode, wrongCode } from '../support/codes.ts';

const marie = { username: 'marie', email: 'marie@example.com', password: 'Radium-glows-88' };
const newPassword = 'Polonium-glows-84';
const denied = (page: Page) => page.getByRole('alert').filter({ hasText: 'Denied, as it should be' });

test('demo: a guest signs up, uses files and notes, adds an authenticator app, resets the password and signs out', async ({
  page,
  aws,
  failures,
}) => {
  test.setTimeout(120_000);
  let secret = '';

  /** Returns a new code of the authenticator app. A code works once, so the local AWS's clock moves to the next period. */
  const nextCode = () => {
    aws.clock.advance(30);
    return totpCode(secret, aws.clock.now());
  };

  await test.step('a guest sees the public gallery', async () => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A place for your files and notes');
    const pictures = page.locator('.tile img');
    await expect(pictures.first()).toBeVisible();
    expect(await page.locator('.tile').count()).toBeGreaterThan(2);
    await expect(pictures).toHaveCount(await page.locator('.tile').count());
    const drawn = await pictures.evaluateAll((all) =>
      all.every((one) => (one as HTMLImageElement).naturalWidth > 0),
    );
    expect(drawn).toBe(true);
  });

  await test.step('a guest’s write is denied with the reason', async () => {
    failures.expect(/^403 PUT \/cognito-kit-local\/public\/gallery\/guest\.txt/);
    await page.getByRole('button', { name: 'Try to upload as a guest' }).click();
    await expect(denied(page)).toContainText('cognito-kit-guest');
    await expect(denied(page)).toContainText('AccessDenied');
  });

  await test.step('the files page invites a guest to sign in', async () => {
    await openPage(page, 'Files');
    await expect(page.getByRole('heading', { name: 'Files belong to someone' })).toBeVisible();
    await page.getByRole('link', { name: 'Sign in or create an account' }).click();
  });

  await test.step('sign-up asks for a code and refuses a wrong one', async () => {
    failures.expect(/^400 ConfirmSignUp CodeMismatchException/);
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByLabel('Username').fill(marie.username);
    await page.getByLabel('Email').fill(marie.email);
    await page.getByLabel('Password', { exact: true }).fill(marie.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();

    const wrong = wrongCode(await aws.outbox.code(marie.email));
    await page.getByLabel('Code', { exact: true }).pressSequentially(wrong);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'That code isn’t right' })).toBeVisible();
  });

  await test.step('the code from the outbox signs the user in', async () => {
    await page.getByRole('button', { name: 'Local outbox' }).click();
    const code = await page.locator('.outbox-code').first().innerText();
    expect(code).toBe(await aws.outbox.code(marie.email));
    await page.getByRole('button', { name: 'Local outbox' }).click();
    await enterCode(page, code);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('My files');
    await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
  });

  await test.step('an upload shows its progress and can be cancelled', async () => {
    const cdp = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 400_000 };
    await cdp.send('Network.emulateNetworkConditions', slow);
    await page.getByLabel('Choose a file').setInputFiles(fileOf('cargo.bin', 4_000_000));
    const bar = page.getByRole('progressbar', { name: 'Uploaded' });
    await expect(bar).toBeVisible();
    await expect
      .poll(() => bar.evaluate((progress: HTMLProgressElement) => progress.position))
      .toBeGreaterThan(0);
    expect(await bar.evaluate((progress: HTMLProgressElement) => progress.max)).toBe(4_000_000);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Upload cancelled.')).toBeVisible();
    await expect(page.getByLabel('Choose a file')).toBeFocused();
    await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
    await cdp.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
    await cdp.detach();
  });

  await test.step('an uploaded file downloads with the same bytes and can be deleted', async () => {
    const file = fileOf('manifest.txt', 70_000);
    await page.getByLabel('Choose a file').setInputFiles(file);
    await expect(page.getByText('Uploaded 68.4 kB.')).toBeVisible();
    const row = page.getByRole('list', { name: 'Files' }).getByRole('listitem');
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('manifest.txt');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download manifest.txt' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(file.buffer)).toBe(true);

    await page.getByRole('button', { name: 'Delete manifest.txt' }).click();
    await page.getByRole('button', { name: 'Delete for good? manifest.txt' }).click();
    await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
  });

  await test.step('another identity’s prefix is denied', async () => {
    failures.expect(/^403 GET \/cognito-kit-local/);
    await page.getByRole('button', { name: 'Try another identity’s prefix' }).click();
    await expect(denied(page)).toContainText('s3:prefix');
    await expect(denied(page)).toContainText('AccessDenied');
  });

  await test.step('notes are added, listed and deleted', async () => {
    await openPage(page, 'Notes');
    await expect(page.getByRole('heading', { name: 'No notes yet' })).toBeVisible();
    for (const text of ['Buy rope.', 'Ferry at 17:40.']) {
      await page.getByLabel('New note').fill(text);
      await page.getByRole('button', { name: 'Add note' }).click();
      await expect(page.getByRole('list', { name: 'Notes' })).toContainText(text);
      await expect(page.getByLabel('New note')).toHaveValue('');
    }
    await page.getByRole('button', { name: 'Delete the note “Buy rope.”' }).click();
    await page.getByRole('button', { name: 'Delete for good? the note “Buy rope.”' }).click();
    await expect(page.getByRole('list', { name: 'Notes' }).getByRole('listitem')).toHaveCount(1);
  });

  await test.step('another identity’s key, and a scan, are denied', async () => {
    failures.expect(/^400 (Query|Scan) .*AccessDenied|^400 (Query|Scan)$/);
    await page.getByRole('button', { name: 'Try another identity’s key' }).click();
    await expect(denied(page)).toContainText('dynamodb:LeadingKeys');
    await expect(denied(page)).toContainText('AccessDeniedException');
    await page.getByRole('button', { name: 'Try to scan the table' }).click();
    await expect(denied(page)).toHaveCount(2);
    await expect(denied(page).last()).toContainText('dynamodb:Scan');
  });

  await test.step('the identity page shows claims, role, time left and the policy with the user’s identity id', async () => {
    await openPage(page, 'Identity');
    const identityId = await page
      .locator('dd code')
      .filter({ hasText: /^us-east-1:[0-9a-f-]{36}$/ })
      .innerText();
    await expect(page.locator('.policy mark').first()).toHaveText(identityId);
    await expect(page.getByText('arn:aws:iam::123456789012:role/cognito-kit-user')).toBeVisible();
    await expect(page.getByText(marie.email)).toBeVisible();
    const before = await page.getByRole('timer').innerText();
    expect(before).toMatch(/^(1:00:00|5\d:\d\d)$/);
    await expect(page.getByRole('timer')).not.toHaveText(before);
  });

  await test.step('an authenticator app becomes the MFA method; a wrong code is refused first', async () => {
    failures.expect(/^400 VerifySoftwareToken (EnableSoftwareTokenMFAException|CodeMismatchException)/);
    await page.getByRole('link', { name: 'Account of marie' }).click();
    await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
    await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
    secret = (await page.locator('.ck-secret').innerText()).replace(/\s/g, '');

    await page.getByLabel('Code', { exact: true }).pressSequentially(wrongCode(nextCode()));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'That code isn’t right' })).toBeVisible();
    await enterCode(page, nextCode());
    await expect(page.getByText('Your authenticator app is on')).toBeVisible();
  });

  await test.step('signing out shows the guest’s gallery', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A place for your files and notes');
    await expect(page.locator('.tile img').first()).toBeVisible();
  });

  await test.step('a wrong password is refused', async () => {
    failures.expect(/^400 RespondToAuthChallenge NotAuthorizedException/);
    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
    await enterPassword(page, { ...marie, password: 'Not-the-password-1' });
    await expect(page.getByText('Those details don’t match.')).toBeVisible();
  });

  await test.step('the password and a code of the authenticator app sign in', async () => {
    await enterPassword(page, marie);
    await expect(page.getByRole('heading', { name: 'Check your authenticator' })).toBeVisible();
    await page.getByLabel('Code', { exact: true }).pressSequentially(nextCode());
    await page.getByRole('button', { name: 'Verify' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('My files');
    await openPage(page, 'Notes');
    await expect(page.getByText('Ferry at 17:40.')).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
  });

  await test.step('a code from the outbox resets a forgotten password', async () => {
    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Username or email').fill(marie.username);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Forgot it?' }).click();
    await page.getByRole('button', { name: 'Send the code' }).click();
    await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
    await page.getByLabel('Code', { exact: true }).fill(await aws.outbox.code(marie.email));
    await page.getByLabel('New password').fill(newPassword);
    await page.getByRole('button', { name: 'Save password' }).click();
    await expect(page.getByRole('heading', { name: 'Check your authenticator' })).toBeVisible();
    await enterCode(page, nextCode());
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('My files');
  });

  await test.step('signing out ends where the journey began: a guest at the gallery', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A place for your files and notes');
    await expect(page.locator('.tile img').first()).toBeVisible();
    await openPage(page, 'Identity');
    await expect(page.getByText('arn:aws:iam::123456789012:role/cognito-kit-guest')).toBeVisible();
  });
});
