/** Steps beside the password, each on the local AWS: labels, roles, focus, what is said, and what cannot be sent twice. */
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { SignIn, type SignInProps } from '../../../src/index.ts';
import { createPasskeyStage, everything, joan } from '../support/choices.ts';
import { button, codeFor, field, heading, patient, signIn } from '../support/person.ts';
import { ada, createStage, grace } from '../support/stage.tsx';

const alert = () => screen.getByRole('alert');

async function identify(user: UserEvent, username: string) {
  const name = await field(/username or email/i);
  await user.type(name, '.'); // from now on nothing is filled in
  await user.clear(name);
  await user.type(name, username);
  await user.click(button(/continue/i));
}

async function atChoice(props: SignInProps = {}) {
  const stage = await createPasskeyStage();
  const shown = stage.show(<SignIn {...props} />);
  await identify(shown.user, 'ada');
  return { ...stage, ...shown };
}

const choices = () =>
  within(document.querySelector('form')!)
    .getAllByRole('button')
    .map((one) => one.textContent);

describe('a choice of ways in', () => {
  it('offers the service’s, each a button that sends the form at once', async () => {
    const { user } = await atChoice();
    expect(await heading(/how would you like/i)).toHaveFocus();
    expect(choices().toSorted()).toEqual(['Code by email', 'Passkey', 'Password']);
    await user.click(button(/password/i));
    expect(await heading(/enter your password/i)).toBeVisible();
    await user.type(await field(/^password/i), `${ada.password}{Enter}`);
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('offers them in the order of `firstFactors`', async () => {
    const stage = await createPasskeyStage();
    const { user } = stage.show(<SignIn firstFactors={['smsCode', 'emailCode', 'password']} />);
    await identify(user, 'ada');
    await heading(/how would you like/i);
    expect(choices()).toEqual(['Code by email', 'Password', 'Passkey']);
  });

  it('asks at once for the first of `firstFactors`, and for another when one wants it', async () => {
    const stage = await createPasskeyStage();
    const { user } = stage.show(<SignIn firstFactors={['password', 'passkey']} />);
    await identify(user, 'ada');
    await heading(/enter your password/i);
    expect(stage.sent).toEqual([]);
    await user.click(button(/another way/i));
    expect(await heading(/how would you like/i)).toBeVisible();
  });

  it('asks once for another, however often it is pressed', async () => {
    const stage = await createPasskeyStage();
    const { user } = stage.show(<SignIn firstFactors={['password', 'passkey']} />);
    await identify(user, 'ada');
    await heading(/enter your password/i);
    const answers = stage.hold();
    await user.dblClick(button(/another way/i));
    expect(await heading(/enter your password/i)).toBeVisible();
    answers();
    expect(await heading(/how would you like/i)).toBeVisible();
    expect(stage.sent).toEqual(['InitiateAuth']);
  });

  it('marks the way that was used last in this browser, for that person alone', async () => {
    const { user, show, cognito, unmount } = await atChoice();
    await user.click(await screen.findByRole('button', { name: /passkey/i }, patient));
    await user.click(await screen.findByRole('button', { name: /use passkey/i }, patient));
    await heading(/you’re signed in/i);
    await waitFor(
      async () => expect(await cognito.internals.preferences.read()).toMatchObject({ way: 'passkey' }),
      patient,
    );
    unmount();
    await cognito.signOut();
    const again = show(<SignIn />);
    await waitFor(async () => expect(await field(/username or email/i)).toHaveValue('ada'), patient);
    await again.user.click(button(/continue/i));
    await heading(/how would you like/i);
    expect(button(/passkey/i)).toHaveTextContent(/last used/i);
    expect(screen.getAllByText(/last used/i)).toHaveLength(1);
    await again.user.click(button(/change/i));
    await identify(again.user, 'joan');
    await heading(/how would you like/i);
    expect(screen.queryByText(/last used/i)).toBeNull();
  });

  it('rule 9: shows the wait on every button, and sends one answer', async () => {
    const { user, hold, sent } = await atChoice();
    await heading(/how would you like/i);
    const release = hold();
    const before = sent.length;
    await user.click(button(/code by email/i));
    await user.click(button(/passkey/i));
    for (const one of within(document.querySelector('form')!).getAllByRole('button'))
      expect(one).toHaveAttribute('aria-disabled', 'true');
    expect(sent).toHaveLength(before + 1);
    release();
    expect(await heading(/check your email/i)).toBeVisible();
  });

  it('asks for the code that was mailed, and says where to', async () => {
    const { user, aws } = await atChoice();
    await user.click(await screen.findByRole('button', { name: /code by email/i }, patient));
    await heading(/check your email/i);
    expect(screen.getByText(/we’ve emailed a code to a\*\*\*/i)).toBeVisible();
    expect(await field(/^code/i)).toHaveFocus();
    await user.paste(await waitFor(() => aws.outbox.code(ada.email), patient));
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });
});

describe('rule 12: passkeys', () => {
  async function atPasskey() {
    const stage = await atChoice();
    await stage.user.click(await screen.findByRole('button', { name: /^passkey/i }, patient));
    await heading(/use your passkey/i);
    return stage;
  }

  it('wait for a click, then sign in', async () => {
    const { user, browser } = await atPasskey();
    expect(browser.asked).toEqual([]);
    await user.click(button(/use passkey/i));
    expect(await heading(/you’re signed in/i)).toBeVisible();
    expect(browser.asked).toEqual([undefined]);
  });

  it('fault 63: to give up is no error; another try and another way are there', async () => {
    const { user, browser } = await atPasskey();
    expect(button(/another way/i)).toBeVisible();
    browser.refuse();
    await user.click(button(/use passkey/i));
    expect(await screen.findByText(/no passkey was used/i, {}, patient)).toBeVisible();
    expect(alert()).toBeEmptyDOMElement();
    expect(screen.getByText(/no passkey was used/i).closest('output')).not.toBeNull();
    await user.click(button(/another way/i));
    expect(await heading(/how would you like/i)).toBeVisible();
    await user.click(button(/^passkey/i));
    await user.click(await screen.findByRole('button', { name: /use passkey/i }, patient));
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('rule 2: are offered in the name’s autofill while a request waits, and only then', async () => {
    const stage = await createPasskeyStage({}, { conditional: true });
    const { user } = stage.show(<SignIn />);
    const name = await field(/username or email/i);
    await waitFor(() => expect(name).toHaveAttribute('autocomplete', 'username webauthn'), patient);
    await waitFor(() => expect(stage.browser.asked).toContain('conditional'), patient);
    await user.click(button(/continue/i));
    await user.click(await screen.findByRole('button', { name: /^passkey/i }, patient));
    await user.click(await screen.findByRole('button', { name: /use passkey/i }, patient));
    // The waiting request was given up first: a browser runs one at a time.
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('are not asked for where nobody is remembered, or the browser cannot', async () => {
    const stage = await createPasskeyStage();
    stage.show(<SignIn />);
    expect(await field(/username or email/i)).toHaveAttribute('autocomplete', 'username');
    expect(stage.sent).toEqual([]);
  });
});

describe('second factors', () => {
  it('are chosen by their names', async () => {
    const users = [
      { ...joan, totp: grace.totp, mfa: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'] as const },
    ];
    const { show, aws } = await createStage({ aws: { ...everything, users } });
    const snapshot = await aws.snapshot();
    for (const { users: all } of Object.values(snapshot.state.userPools.pools))
      delete all['joan']!.mfa.preferred;
    await aws.restore(snapshot);
    const { user } = show(<SignIn />);
    await signIn(user, joan);
    expect(await heading(/confirm it’s you/i)).toHaveFocus();
    expect(choices()).toEqual(['Authenticator app', 'Code by email', 'Code by text message']);
    await user.click(button(/text message/i));
    await heading(/check your phone/i);
    await user.click(await field(/^code/i));
    await user.paste(await waitFor(() => aws.outbox.code(joan.phone), patient));
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('rule 11: an app is set up with a QR code, a key to copy and a link', async () => {
    const { show, clock } = await createStage({
      aws: { users: [ada], pool: { mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA'] } },
    });
    const { user } = show(<SignIn />);
    await signIn(user, ada);
    const offered = await screen.findByRole('button', { name: /authenticator app/i }, patient);
    await user.click(offered);
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
    await waitFor(() => expect(alert()).toHaveTextContent(/clock/), patient);
    await user.clear(code);
    await user.type(code, `${codeFor(secret, clock.now())}{Enter}`);
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });
});

describe('the pool’s own question', () => {
  const ask = async (...rounds: string[]) => {
    const { show, ...stage } = await createStage({
      aws: {
        ...everything,
        triggers: {
          DefineAuthChallenge({ request, response }) {
            const session = request['session'] as { challengeResult: boolean }[];
            Object.assign(
              response,
              session.length === rounds.length && session.every(({ challengeResult }) => challengeResult)
                ? { issueTokens: true, failAuthentication: false }
                : { challengeName: 'CUSTOM_CHALLENGE' },
            );
          },
          CreateAuthChallenge({ request, response }) {
            const { length } = request['session'] as unknown[];
            Object.assign(response, {
              publicChallengeParameters: { question: rounds[length], internalId: 'x-17' },
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
    const shown = show(<SignIn />);
    await identify(shown.user, 'ada');
    return { ...stage, ...shown };
  };

  it('shows what is meant to be read, and sends the answer', async () => {
    const { user } = await ask('What is the harbor’s name?');
    await heading(/one more question/i);
    expect(screen.getByText('What is the harbor’s name?')).toBeVisible();
    expect(screen.queryByText(/x-17/)).toBeNull();
    await user.click(button(/continue/i));
    expect(await field(/^answer/i)).toHaveAccessibleDescription(/enter an answer/i);
    await user.type(await field(/^answer/i), '0{Enter}');
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('asks the next in an empty field that has the focus', async () => {
    const { user } = await ask('The first?', 'The second?');
    await user.type(await field(/^answer/i), '0{Enter}');
    expect(await screen.findByText('The second?', {}, patient)).toBeVisible();
    expect(await field(/^answer/i)).toHaveValue('');
    expect(await field(/^answer/i)).toHaveFocus();
  });

  it('fault 47: shows a parameter as text', async () => {
    await ask('<b>bold</b>');
    expect(await screen.findByText('<b>bold</b>', {}, patient)).toBeVisible();
  });
});
