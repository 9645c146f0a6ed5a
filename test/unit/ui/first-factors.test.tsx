/** Proves the steps of SignIn besides the password: choice of factors, passkeys, second factors, custom challenges. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { SignIn, type SignInProps } from '../../../src/index.ts';
import { createPasskeyApp, allFactors } from '../../support/passkey-app.ts';
import { joan, ada } from '../../support/users.ts';
import { button, field, heading, longWait, signIn, submitUsername } from '../../support/user-actions.ts';
import { totpCode } from '../../support/codes.ts';
import { createTestApp } from '../../support/test-app.tsx';

const alert = () => screen.getByRole('alert');

async function showFactorChoice(props: SignInProps = {}) {
  const testApp = await createPasskeyApp();
  const rendered = testApp.show(<SignIn {...props} />);
  await submitUsername(rendered.user, 'ada');
  return { ...testApp, ...rendered };
}

const choices = () =>
  within(document.querySelector('form')!)
    .getAllByRole('button')
    .map((element) => element.textContent);

describe('the choice of a first factor', () => {
  it('the choice offers the factors of the service, each as a button that submits the form', async () => {
    const { user } = await showFactorChoice();
    expect(await heading(/how would you like/i)).toHaveFocus();
    expect(choices().toSorted()).toEqual(['Code by email', 'Passkey', 'Password']);
    await user.click(button(/password/i));
    expect(await heading(/enter your password/i)).toBeVisible();
    await user.type(await field(/^password/i), `${ada.password}{Enter}`);
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('the choice has the order of `firstFactors`', async () => {
    const testApp = await createPasskeyApp();
    const { user } = testApp.show(<SignIn firstFactors={['smsCode', 'emailCode', 'password']} />);
    await submitUsername(user, 'ada');
    await heading(/how would you like/i);
    expect(choices()).toEqual(['Code by email', 'Password', 'Passkey']);
  });

  it('SignIn asks at once for the first of `firstFactors`, and offers the choice on request', async () => {
    const testApp = await createPasskeyApp();
    const { user } = testApp.show(<SignIn firstFactors={['password', 'passkey']} />);
    await submitUsername(user, 'ada');
    await heading(/enter your password/i);
    expect(testApp.sent).toEqual([]);
    await user.click(button(/another way/i));
    expect(await heading(/how would you like/i)).toBeVisible();
  });

  it('a double click on “another way” sends one request', async () => {
    const testApp = await createPasskeyApp();
    const { user } = testApp.show(<SignIn firstFactors={['password', 'passkey']} />);
    await submitUsername(user, 'ada');
    await heading(/enter your password/i);
    const release = testApp.holdRequests();
    await user.dblClick(button(/another way/i));
    expect(await heading(/enter your password/i)).toBeVisible();
    release();
    expect(await heading(/how would you like/i)).toBeVisible();
    expect(testApp.sent).toEqual(['InitiateAuth']);
  });

  it('the choice marks the factor that the same user used last in this browser', async () => {
    const { user, show, cognito, unmount } = await showFactorChoice();
    await user.click(await screen.findByRole('button', { name: /passkey/i }, longWait));
    await user.click(await screen.findByRole('button', { name: /use passkey/i }, longWait));
    await heading(/you’re signed in/i);
    await waitFor(
      async () => expect(await cognito.internals.preferences.read()).toMatchObject({ way: 'passkey' }),
      longWait,
    );
    unmount();
    await cognito.signOut();
    const secondVisit = show(<SignIn />);
    await waitFor(async () => expect(await field(/username or email/i)).toHaveValue('ada'), longWait);
    await secondVisit.user.click(button(/continue/i));
    await heading(/how would you like/i);
    expect(button(/passkey/i)).toHaveTextContent(/last used/i);
    expect(screen.getAllByText(/last used/i)).toHaveLength(1);
    await secondVisit.user.click(button(/change/i));
    await submitUsername(secondVisit.user, 'joan');
    await heading(/how would you like/i);
    expect(screen.queryByText(/last used/i)).toBeNull();
  });

  it('rule 9 (pending): the choice disables every button after the first press and sends one answer', async () => {
    const { user, holdRequests, sent } = await showFactorChoice();
    await heading(/how would you like/i);
    const release = holdRequests();
    const sentBefore = sent.length;
    await user.click(button(/code by email/i));
    await user.click(button(/passkey/i));
    for (const element of within(document.querySelector('form')!).getAllByRole('button'))
      expect(element).toHaveAttribute('aria-disabled', 'true');
    expect(sent).toHaveLength(sentBefore + 1);
    release();
    expect(await heading(/check your email/i)).toBeVisible();
  });

  it('the factor emailCode asks for the sent code and shows its destination', async () => {
    const { user, aws } = await showFactorChoice();
    await user.click(await screen.findByRole('button', { name: /code by email/i }, longWait));
    await heading(/check your email/i);
    expect(screen.getByText(/we’ve emailed a code to a\*\*\*/i)).toBeVisible();
    expect(await field(/^code/i)).toHaveFocus();
    await user.paste(await waitFor(() => aws.outbox.code(ada.email), longWait));
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });
});

describe('rule 12 (passkeys): a passkey as the first factor', () => {
  async function showPasskeyStep() {
    const testApp = await showFactorChoice();
    await testApp.user.click(await screen.findByRole('button', { name: /^passkey/i }, longWait));
    await heading(/use your passkey/i);
    return testApp;
  }

  it('rule 12 (passkeys): the passkey’s step requests a passkey after a click and signs in', async () => {
    const { user, passkeys } = await showPasskeyStep();
    expect(passkeys.mediations).toEqual([]);
    await user.click(button(/use passkey/i));
    expect(await heading(/you’re signed in/i)).toBeVisible();
    expect(passkeys.mediations).toEqual([undefined]);
  });

  it('fault 63 (passkey cancelled): a cancelled passkey is no error, and a further try or factor can follow', async () => {
    const { user, passkeys } = await showPasskeyStep();
    expect(button(/another way/i)).toBeVisible();
    passkeys.cancelNext();
    await user.click(button(/use passkey/i));
    expect(await screen.findByText(/no passkey was used/i, {}, longWait)).toBeVisible();
    expect(alert()).toBeEmptyDOMElement();
    expect(screen.getByText(/no passkey was used/i).closest('output')).not.toBeNull();
    await user.click(button(/another way/i));
    expect(await heading(/how would you like/i)).toBeVisible();
    await user.click(button(/^passkey/i));
    await user.click(await screen.findByRole('button', { name: /use passkey/i }, longWait));
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('rule 2 (identifiers): the field offers passkeys in its autofill while a conditional request waits', async () => {
    const testApp = await createPasskeyApp({}, { conditional: true });
    const { user } = testApp.show(<SignIn />);
    const name = await field(/username or email/i);
    await waitFor(() => expect(name).toHaveAttribute('autocomplete', 'username webauthn'), longWait);
    await waitFor(() => expect(testApp.passkeys.mediations).toContain('conditional'), longWait);
    await user.click(button(/continue/i));
    await user.click(await screen.findByRole('button', { name: /^passkey/i }, longWait));
    await user.click(await screen.findByRole('button', { name: /use passkey/i }, longWait));
    // The kit has aborted the waiting request first, since a browser runs one at a time.
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('rule 12 (passkeys): SignIn sends no conditional request in a browser without conditional mediation', async () => {
    const testApp = await createPasskeyApp();
    testApp.show(<SignIn />);
    expect(await field(/username or email/i)).toHaveAttribute('autocomplete', 'username');
    expect(testApp.sent).toEqual([]);
  });
});

describe('second factors', () => {
  it('the choice of a second factor shows the factors by name and asks for the chosen one', async () => {
    const users = [joan];
    const { show, aws } = await createTestApp({ aws: { ...allFactors, users } });
    const snapshot = await aws.snapshot();
    for (const pool of Object.values(snapshot.state.userPools.pools))
      delete pool.users['joan']!.mfa.preferred;
    await aws.restore(snapshot);
    const { user } = show(<SignIn />);
    await signIn(user, joan);
    expect(await heading(/confirm it’s you/i)).toHaveFocus();
    expect(choices()).toEqual(['Authenticator app', 'Code by email', 'Code by text message']);
    await user.click(button(/text message/i));
    await heading(/check your phone/i);
    await user.click(await field(/^code/i));
    await user.paste(await waitFor(() => aws.outbox.code(joan.phone), longWait));
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('rule 11 (TOTP set-up): a sign-in sets an authenticator app up with a QR code, a key to copy and a link', async () => {
    const { show, clock } = await createTestApp({
      aws: { users: [ada], pool: { mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA'] } },
    });
    const { user } = show(<SignIn />);
    await signIn(user, ada);
    await user.click(await screen.findByRole('button', { name: /authenticator app/i }, longWait));
    await heading(/authenticator app/i);
    expect(screen.getByRole('img', { name: /qr code/i })).toBeVisible();
    const secret = document.querySelector('[data-part=secret]')?.textContent?.replaceAll(' ', '') ?? '';
    expect(screen.getByRole('link', { name: /open in an app/i })).toHaveAttribute(
      'href',
      expect.stringContaining(secret),
    );
    const code = await field(/^code/i);
    expect(code).toHaveFocus();
    await user.type(code, '000000{Enter}');
    await waitFor(() => expect(alert()).toHaveTextContent(/clock/), longWait);
    await user.clear(code);
    await user.type(code, `${totpCode(secret, clock.now())}{Enter}`);
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });
});

describe('a custom challenge', () => {
  /** Shows a sign-in whose pool asks these questions in turn. */
  const showCustomChallenge = async (...questions: string[]) => {
    const { show, ...testApp } = await createTestApp({
      aws: {
        ...allFactors,
        triggers: {
          DefineAuthChallenge({ request, response }) {
            const session = request['session'] as { challengeResult: boolean }[];
            Object.assign(
              response,
              session.length === questions.length && session.every(({ challengeResult }) => challengeResult)
                ? { issueTokens: true, failAuthentication: false }
                : { challengeName: 'CUSTOM_CHALLENGE' },
            );
          },
          CreateAuthChallenge({ request, response }) {
            const { length } = request['session'] as unknown[];
            Object.assign(response, {
              publicChallengeParameters: { question: questions[length], internalId: 'x-17' },
              privateChallengeParameters: { answer: String(length) },
            });
          },
          VerifyAuthChallengeResponse({ request, response }) {
            const { answer } = request['privateChallengeParameters'] as { answer: string };
            Object.assign(response, { answerCorrect: answer === request['challengeAnswer'] });
          },
        },
      },
      config: { authFlow: 'CUSTOM_WITHOUT_SRP' },
    });
    const rendered = show(<SignIn />);
    await submitUsername(rendered.user, 'ada');
    return { ...testApp, ...rendered };
  };

  it('a custom challenge shows its question alone and sends the answer', async () => {
    const { user } = await showCustomChallenge('What is the harbor’s name?');
    await heading(/one more question/i);
    expect(screen.getByText('What is the harbor’s name?')).toBeVisible();
    expect(screen.queryByText(/x-17/)).toBeNull();
    await user.click(button(/continue/i));
    expect(await field(/^answer/i)).toHaveAccessibleDescription(/enter an answer/i);
    await user.type(await field(/^answer/i), '0{Enter}');
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('a second custom challenge has an empty field with the focus', async () => {
    const { user } = await showCustomChallenge('The first?', 'The second?');
    await user.type(await field(/^answer/i), '0{Enter}');
    expect(await screen.findByText('The second?', {}, longWait)).toBeVisible();
    expect(await field(/^answer/i)).toHaveValue('');
    expect(await field(/^answer/i)).toHaveFocus();
  });

  it('fault 47 (markup in text): a custom challenge shows its question as text', async () => {
    await showCustomChallenge('<b>bold</b>');
    expect(await screen.findByText('<b>bold</b>', {}, longWait)).toBeVisible();
  });
});
