/** Proves the rules of docs/interface-rules.md about forms, fields, errors, focus and waiting. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { Authenticator, SignIn, SignUp } from '../../../src/index.ts';
import { button, field, heading, enterUsername, longWait, signIn } from '../../support/user-actions.ts';
import { totpCode, wrongCode } from '../../support/codes.ts';
import { ada, grace, linus, margaret } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

const form = () => document.querySelector('form');

async function showSignUp(fields?: Parameters<typeof SignUp>[0]['fields']) {
  const testApp = await createTestApp();
  return { ...testApp, ...testApp.show(<SignUp {...(fields ? { fields } : {})} />) };
}

async function showCodeStep() {
  const testApp = await createTestApp();
  const rendered = testApp.show(<SignUp />);
  const { user } = rendered;
  await user.type(await field(/^username/i), 'hedy');
  await user.type(await field(/^email/i), 'hedy@example.com');
  await user.type(await field(/^password/i), 'Frequency-hopping-5');
  await user.click(button(/create account/i));
  await heading(/enter your code/i);
  return { ...testApp, ...rendered };
}

describe('rule 1 (forms): the form of a step', () => {
  it('rule 1 (forms): a step is one form with method post, so no browser puts its fields into the address', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn />);
    expect(form()).toHaveAttribute('method', 'post');
    expect(form()).toHaveAttribute('novalidate');
    await enterUsername(user, 'ada');
    expect(document.querySelectorAll('form')).toHaveLength(1);
    expect(form()).toHaveAttribute('method', 'post');
  });

  it('rule 1 (forms): Enter submits the form', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn />);
    await user.type(await field(/username or email/i), 'ada{Enter}');
    expect(await heading(/enter your password/i)).toBeVisible();
  });

  it('rule 1 (forms): fields are checked at submit, and a failed field afterwards at each change', async () => {
    const { user, sent } = await showSignUp();
    const email = await field(/^email/i);
    await user.type(email, 'hedy@');
    await user.tab();
    expect(email).not.toHaveAttribute('aria-invalid');
    await user.click(button(/create account/i));
    expect(email).toHaveAttribute('aria-invalid', 'true');
    await user.type(email, 'example.com');
    expect(email).not.toHaveAttribute('aria-invalid');
    expect(sent).toEqual([]);
  });
});

describe('rule 2 (identifiers): the identifier field', () => {
  it.each([
    ['usernameOrEmail', /username or email/i, { type: 'text' }],
    ['username', /^username/i, { type: 'text' }],
    ['email', /^email/i, { type: 'email', inputmode: 'email' }],
    ['phone', /^phone/i, { type: 'tel' }],
  ] as const)(
    'rule 2 (identifiers): the field for %s has the matching keyboard and autofill',
    async (identifier, label, attributes) => {
      const { show } = await createTestApp();
      show(<SignIn identifier={identifier} />);
      const input = await field(label);
      for (const [name, value] of Object.entries(attributes)) expect(input).toHaveAttribute(name, value);
      expect(input).toHaveAttribute('name', 'username');
      expect(input).toHaveAttribute('autocomplete', 'username');
      expect(input).toHaveAttribute('autocapitalize', 'none');
      expect(input).toHaveAttribute('spellcheck', 'false');
      expect(input).toHaveAttribute('dir', 'ltr');
    },
  );

  it('fault 51 (Unicode in names): the identifier field removes outer spaces and changes nothing else', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn />);
    await enterUsername(user, '  zoë+1@bücher.example ');
    expect(screen.getByText('zoë+1@bücher.example')).toBeVisible();
  });
});

describe('rule 3 (passwords): the password field', () => {
  it('rule 3 (passwords): the field at sign-in is for the current password', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn />);
    await enterUsername(user, 'ada');
    const input = await field(/^password/i);
    expect(input).toHaveAttribute('type', 'password');
    expect(input).toHaveAttribute('autocomplete', 'current-password');
    expect(input).not.toHaveAttribute('passwordrules');
  });

  it('rule 3 (passwords): the field at sign-up is for a new password, with the pool’s policy for password managers', async () => {
    await showSignUp();
    const input = await field(/^password/i);
    expect(input).toHaveAttribute('autocomplete', 'new-password');
    expect(input).toHaveAttribute('minlength', '8');
    expect(input).toHaveAttribute(
      'passwordrules',
      'minlength: 8; required: lower; required: upper; required: digit; required: special;',
    );
  });

  it('rule 3 (passwords): a button shows the password', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn />);
    await enterUsername(user, 'ada');
    const input = await field(/^password/i);
    const toggle = button(/show password/i);
    expect(toggle).toHaveAttribute('aria-pressed', 'false');
    await user.click(toggle);
    expect(input).toHaveAttribute('type', 'text');
    expect(toggle).toHaveAttribute('aria-pressed', 'true');
  });

  it('rule 3 (passwords): the list of password rules follows the typed password', async () => {
    const { user } = await showSignUp();
    const rules = within(await screen.findByRole('list'));
    expect(await field(/^password/i)).toHaveAccessibleDescription(
      /^your password needs: 8 characters or more, to do a lowercase letter, to do/i,
    );
    const states = () => rules.getAllByRole('listitem').map((item) => item.dataset['state']);
    expect(states()).toEqual(['unmet', 'unmet', 'unmet', 'unmet', 'unmet']);
    await user.type(await field(/^password/i), 'abcdefG');
    expect(states()).toEqual(['unmet', 'met', 'met', 'unmet', 'unmet']);
    await user.type(await field(/^password/i), '8!');
    expect(states()).toEqual(['met', 'met', 'met', 'met', 'met']);
    expect(rules.getAllByText(/, done/)).toHaveLength(5);
  });

  it('fault 53 (spaces in a password): the form warns of a space at the edge and does not trim it', async () => {
    const { user, aws } = await showSignUp();
    const spaced = ' Frequency-hopping-5 ';
    await user.type(await field(/^username/i), 'hedy');
    await user.type(await field(/^email/i), 'hedy@example.com');
    await user.type(await field(/^password/i), spaced);
    expect(screen.getByText(/the space counts/i)).toBeVisible();
    expect(await field(/^password/i)).toHaveValue(spaced);
    expect(aws.outbox.all()).toEqual([]);
  });

  it('fault 89 (paste and autofill): a password can be pasted', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn />);
    await enterUsername(user, 'ada');
    await user.click(await field(/^password/i));
    await user.paste(ada.password);
    await user.keyboard('{Enter}');
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });
});

describe('rule 4 (password managers): the user name beside the password', () => {
  it.each([
    ['at sign-in', ada],
    ['with a new password', linus],
  ])('rule 4 (password managers): a hidden field contains the user name %s', async (step, account) => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn />);
    await enterUsername(user, account.username);
    if (step !== 'at sign-in') {
      await user.type(await field(/^password/i), `${account.password}{Enter}`);
      await heading(/choose a new password/i);
    }
    const input = form()?.elements.namedItem('username');
    expect(input).toHaveValue(account.username);
    expect(input).toHaveAttribute('autocomplete', 'username');
    expect(input).toHaveAttribute('readonly');
    expect(input).toHaveAttribute('tabindex', '-1');
    expect(input).not.toHaveAttribute('hidden');
    expect(input).not.toHaveAttribute('type', 'hidden');
  });
});

describe('rule 5 (codes): the code field', () => {
  it('rule 5 (codes): a code has one input that a phone can fill in', async () => {
    await showCodeStep();
    const input = await field(/^code/i);
    expect(document.querySelectorAll('input')).toHaveLength(1);
    for (const [name, value] of Object.entries({
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      pattern: '[0-9]*',
      dir: 'ltr',
    }))
      expect(input).toHaveAttribute(name, value);
    expect(input).not.toHaveAttribute('maxlength');
  });

  it('fault 89 (paste and autofill): a pasted code loses its spaces and dashes and is sent once', async () => {
    const { user, aws, sent } = await showCodeStep();
    const code = await aws.outbox.code('hedy@example.com');
    await user.click(await field(/^code/i));
    await user.paste(` ${code.slice(0, 3)} – ${code.slice(3)} `);
    expect(await heading(/your account is ready/i)).toBeVisible();
    expect(sent.filter((name) => name === 'ConfirmSignUp')).toHaveLength(1);
  });

  it('rule 5 (codes): a wrong code that is pasted twice is sent once', async () => {
    const { user, aws, sent } = await showCodeStep();
    const pasted = wrongCode(await aws.outbox.code('hedy@example.com'));
    for (let times = 0; times < 2; times += 1) {
      await user.clear(await field(/^code/i));
      await user.paste(pasted);
      await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/isn’t right/), longWait);
    }
    expect(sent.filter((name) => name === 'ConfirmSignUp')).toHaveLength(1);
  });

  it('rule 5 (codes): a code pasted over a wrong one of the same length is sent', async () => {
    const { user, aws, sent } = await showCodeStep();
    const code = await aws.outbox.code('hedy@example.com');
    await user.click(await field(/^code/i));
    await user.paste(wrongCode(code));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/isn’t right/), longWait);
    const input = await field(/^code/i);
    input.setSelectionRange(0, input.value.length);
    await user.paste(code);
    expect(await heading(/your account is ready/i)).toBeVisible();
    expect(sent.filter((name) => name === 'ConfirmSignUp')).toHaveLength(2);
  });

  it('rule 5 (codes): a typed code of eight digits fits and is not sent without the button', async () => {
    const { user, sent } = await showCodeStep();
    await user.type(await field(/^code/i), '12345678');
    expect(await field(/^code/i)).toHaveValue('12345678');
    expect(sent).not.toContain('ConfirmSignUp');
  });

  it('rule 5 (codes): a code of four digits is not sent', async () => {
    const { user, sent } = await showCodeStep();
    await user.type(await field(/^code/i), '1234{Enter}');
    expect(screen.getByText(/6 or 8 digits/)).toBeVisible();
    expect(sent).not.toContain('ConfirmSignUp');
  });
});

describe('rule 6 (attributes): the attribute fields', () => {
  it('rule 6 (attributes): attributes have labels and autofill, and an optional one says so', async () => {
    const { user, aws } = await showSignUp([
      'given_name',
      { name: 'family_name', optional: true },
      'birthdate',
      { name: 'custom:plan', label: 'Plan', optional: true },
    ]);
    expect(await field(/first name/i)).toHaveAttribute('autocomplete', 'given-name');
    expect(await field(/last name \(optional\)/i)).toHaveAttribute('autocomplete', 'family-name');
    expect(await field(/date of birth/i)).toHaveAttribute('autocomplete', 'bday');
    expect(await field(/plan \(optional\)/i)).toHaveAttribute('autocomplete', 'off');
    await user.click(button(/create account/i));
    expect(await field(/first name/i)).toHaveAttribute('aria-invalid', 'true');
    expect(await field(/last name/i)).not.toHaveAttribute('aria-invalid');
    expect(aws.outbox.all()).toEqual([]);
  });
});

describe('rule 7 (errors): the errors of a form', () => {
  it('rule 7 (errors): several errors appear in a focused summary with a link to each field', async () => {
    const { user } = await showSignUp();
    await user.click(button(/create account/i));
    const summary = screen.getByRole('region', { name: /3 answers/i });
    expect(summary).toHaveFocus();
    await user.click(within(summary).getByRole('link', { name: /email address/i }));
    expect(await field(/^email/i)).toHaveFocus();
  });

  it('rule 7 (errors): a single error moves the focus to its field', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn />);
    await user.click(button(/continue/i));
    const input = await field(/username or email/i);
    expect(input).toHaveFocus();
    expect(input).toHaveAccessibleDescription(/enter your username/i);
    expect(screen.queryByRole('region')).toBeNull();
  });

  it('rule 7 (errors): the alert element exists before it has a text', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn />);
    await enterUsername(user, 'ada');
    const alert = screen.getByRole('alert');
    expect(alert).toBeEmptyDOMElement();
    await user.type(await field(/^password/i), 'Wrong-horse-1{Enter}');
    await waitFor(() => expect(alert).toHaveTextContent(/don’t match/), longWait);
    expect(await field(/^password/i)).toHaveAccessibleDescription(/don’t match/);
  });
});

describe('rule 8 (focus): the focus of a step', () => {
  it('rule 8 (focus): the first render leaves the focus unchanged', async () => {
    const { show } = await createTestApp();
    show(<SignIn />);
    await heading(/sign in/i);
    expect(document.body).toHaveFocus();
  });

  it('rule 8 (focus): the first render focuses the input with autoFocus', async () => {
    const { show } = await createTestApp();
    // oxlint-disable-next-line jsx-a11y/no-autofocus -- the tested prop
    show(<SignIn autoFocus />);
    expect(await field(/username or email/i)).toHaveFocus();
  });

  it('rule 8 (focus): a new step focuses its only input, or else its heading', async () => {
    const { show } = await createTestApp();
    const { user } = show(<Authenticator />);
    await enterUsername(user, 'ada');
    expect(await field(/^password/i)).toHaveFocus();
    await user.click(button(/change/i));
    expect(await field(/username or email/i)).toHaveFocus();
    await user.click(button(/create an account/i));
    expect(await heading(/create your account/i)).toHaveFocus();
  });
});

describe('rule 9 (pending): a pending button', () => {
  it('rule 9 (pending): a pending button keeps its text, announces the wait once and sends nothing twice', async () => {
    const { show, holdRequests, sent } = await createTestApp();
    const { user } = show(<SignIn />);
    await enterUsername(user, 'ada');
    const release = holdRequests();
    await user.type(await field(/^password/i), ada.password);
    const submit = button(/^sign in$/i);
    await user.click(submit);
    expect(submit).toHaveAttribute('aria-disabled', 'true');
    expect(submit).toHaveAttribute('aria-busy', 'true');
    expect(submit).not.toBeDisabled();
    expect(submit).toHaveTextContent('Sign in');
    expect(document.querySelector('[data-part=thread]')).toHaveAttribute('data-state', 'running');
    expect(screen.getAllByText('Signing in')).toHaveLength(1);
    await user.click(submit);
    await user.type(await field(/^password/i), '{Enter}');
    await waitFor(() => expect(sent).toHaveLength(1));
    release();
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });
});

describe('rule 10 (time): countdowns and expiry', () => {
  it('fault 90 (announcements): the countdown to a new code is announced only at its end', async () => {
    const { user, clock, aws } = await showCodeStep();
    const announced = () =>
      screen
        .getAllByRole('status')
        .map((status) => status.textContent)
        .join('');
    await user.type(await field(/^code/i), '12');
    const resend = button(/new code/i);
    expect(resend).toHaveTextContent('Send a new code in 30 s');
    expect(resend).toHaveAttribute('aria-disabled', 'true');
    await user.click(resend);
    expect(aws.outbox.all('hedy@example.com')).toHaveLength(1);
    act(() => clock.advanceNow(29_000));
    expect(resend).toHaveTextContent('in 1 s');
    expect(announced()).toBe('');
    act(() => clock.advanceNow(1000));
    expect(resend).toHaveTextContent(/^Send a new code$/);
    expect(announced()).toMatch(/you can ask for a new code/i);
    await user.click(resend);
    await waitFor(() => expect(aws.outbox.all('hedy@example.com')).toHaveLength(2), longWait);
    await waitFor(() => expect(resend).toHaveTextContent('in 30 s'));
    expect(await field(/^code/i)).toHaveValue('12');
  });

  it('fault 23 (expired challenge): an expired challenge returns to the first step with user name and reason, without the password', async () => {
    const { show, aws, clock } = await createTestApp();
    const { user } = show(<SignIn />);
    await signIn(user, grace);
    await heading(/check your authenticator/i);
    aws.clock.advance(200);
    await user.click(await field(/^code/i));
    await user.paste(totpCode(grace.totp, clock.now()));
    expect(await screen.findByText(/started over/i, {}, longWait)).toBeVisible();
    const name = await field(/username or email/i);
    expect(name).toHaveValue('grace');
    expect(name).toHaveAccessibleDescription(/started over/i);
    await user.click(button(/continue/i));
    expect(await field(/^password/i)).toHaveValue('');
  });

  it('fault 24 (wrong TOTP code): a refused TOTP code hints at the phone’s clock', async () => {
    const { show, clock } = await createTestApp();
    const { user } = show(<SignIn />);
    await signIn(user, grace);
    await heading(/check your authenticator/i);
    await user.type(await field(/^code/i), `${wrongCode(totpCode(grace.totp, clock.now()))}{Enter}`);
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/clock/), longWait);
    expect(await field(/^code/i)).toHaveFocus();
  });
});

describe('an unconfirmed user', () => {
  it('an unconfirmed user requests a new code at sign-in, confirms the account and is signed in', async () => {
    const { show, aws } = await createTestApp();
    const { user } = show(<SignIn />);
    await signIn(user, margaret);
    await heading(/confirm your account/i);
    expect(screen.getByText(/the code we sent when you signed up, or ask for a new one/i)).toBeVisible();
    expect(screen.queryByText(/we’ve/i)).toBeNull();
    // No code was sent on this visit, so there is no countdown.
    const resend = button(/^send a new code$/i);
    expect(resend).not.toHaveAttribute('aria-disabled', 'true');
    await user.click(resend);
    expect(await screen.findByText(/we’ve emailed a code to m\*\*\*/i, {}, longWait)).toBeVisible();
    await waitFor(() => expect(resend).toHaveTextContent('in 30 s'));
    await user.click(await field(/^code/i));
    await user.paste(await waitFor(() => aws.outbox.code(margaret.email), longWait));
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });
});

describe('a password reset by an administrator', () => {
  it('a password reset by an administrator claims no sent code and offers a new one at once', async () => {
    const type = 'PasswordResetRequiredException';
    const { show } = await createTestApp({
      config: { fetch: async () => Response.json({ __type: type, message: type }, { status: 400 }) },
    });
    const { user } = show(<SignIn />);
    await signIn(user, ada);
    await heading(/choose a new password/i);
    expect(screen.getByText(/your old one no longer works/i)).toBeVisible();
    expect(button(/^send a new code$/i)).not.toHaveAttribute('aria-disabled', 'true');
  });
});

describe('markup in texts', () => {
  it('fault 47 (markup in text): markup in the app’s name and the user name is shown as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const alert = vi.fn();
    vi.stubGlobal('alert', alert);
    const { show } = await createTestApp();
    const { user } = show(<SignIn appName={hostile} />);
    expect(screen.getByText(`to continue to ${hostile}`)).toBeVisible();
    await enterUsername(user, hostile.replaceAll(' ', '_'));
    expect(document.querySelector('img')).toBeNull();
    expect(alert).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
  });
});
