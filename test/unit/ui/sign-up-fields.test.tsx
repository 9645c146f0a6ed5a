/** Proves how SignUp orders, validates and sends its fields, with the fields and rules of an app. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  Authenticator,
  ResetPassword,
  SignIn,
  SignUp,
  type SignUpProps,
  type StandardSchema,
} from '../../../src/index.ts';
import { allFactors } from '../../support/passkey-app.ts';
import { button, field, heading, longWait } from '../../support/user-actions.ts';
import { ada } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

const alert = () => screen.getByRole('alert');

async function showSignUp(props: SignUpProps, aws: object = {}) {
  const bodies: Record<string, unknown>[] = [];
  const testApp = await createTestApp({
    aws,
    config: {
      fetch: async (input, init) => {
        bodies.push(JSON.parse(init.body as string) as Record<string, unknown>);
        return testApp.aws.fetch(input, init);
      },
    },
  });
  const rendered = testApp.show(<SignUp {...props} />);
  const fill = async () => {
    await rendered.user.type(await field(/^username/i), 'hedy');
    await rendered.user.type(await field(/^email/i), 'hedy@example.com');
    await rendered.user.type(await field(/^password/i), 'Frequency-hopping-5');
  };
  return { ...testApp, ...rendered, bodies, fill };
}

const raise = (message: string): never => {
  throw new Error(message);
};

const schema = (validate: StandardSchema['~standard']['validate']): StandardSchema => ({
  '~standard': { version: 1, vendor: 'test', validate },
});

describe('<SignUp fields>', () => {
  it('SignUp shows a checkbox after the password by default', async () => {
    const terms = { name: 'terms', type: 'checkbox', label: 'Terms' } as const;
    const { container } = await showSignUp({ fields: ['given_name', terms] });
    await heading(/create your account/i);
    const names = [...container.querySelectorAll('input')].map(({ name }) => name);
    expect(names).toEqual(['username', 'email', 'given_name', 'password', 'terms']);
  });

  it('SignUp shows all fields in the order of `fields`, including user name and password', async () => {
    const { container } = await showSignUp({
      fields: ['given_name', 'email', 'password', 'username', 'custom:plan'],
    });
    await heading(/create your account/i);
    const names = [...container.querySelectorAll('input')].map(({ name }) => name);
    expect(names).toEqual(['given_name', 'email', 'password', 'username', 'custom:plan']);
  });

  it('SignUp uses the app’s label and validation for its own fields, addressed by name', async () => {
    const onlyExampleOrg = (value: string) => (value.endsWith('@example.org') ? undefined : 'Ours only.');
    const { user, bodies } = await showSignUp({
      identifier: 'email',
      fields: [
        { name: 'email', label: 'Work email', validate: onlyExampleOrg },
        { name: 'password', label: <b>Passphrase</b> },
        { name: 'custom:plan', label: <i>Which plan?</i>, optional: true },
      ],
    });
    await user.type(await field(/^work email/i), 'hedy@example.com');
    await user.type(await field(/^passphrase/i), 'Frequency-hopping-5{Enter}');
    expect(await field(/^work email/i)).toHaveAccessibleDescription(/ours only/i);
    expect(await field(/^which plan/i)).toBeVisible();
    expect(bodies).toEqual([]);
  });

  it('SignUp calls the app’s validation for a checked box', async () => {
    const validate = (value: string) => (value === 'true' ? 'Not today.' : undefined);
    const news = { name: 'news', type: 'checkbox', label: 'News', optional: true, validate } as const;
    const { user, bodies, fill } = await showSignUp({ fields: [news] });
    await fill();
    await user.click(screen.getByRole('checkbox', { name: /news/i }));
    await user.click(button(/^create account$/i));
    expect(screen.getByRole('checkbox', { name: /news/i })).toHaveAccessibleDescription(/not today/i);
    expect(bodies).toEqual([]);
  });

  it('SignUp requires a checkbox to be checked and does not send it', async () => {
    const terms = {
      name: 'terms',
      type: 'checkbox',
      label: (
        <>
          I accept <a href="/terms">the terms</a>
        </>
      ),
    } as const;
    const { user, bodies, fill } = await showSignUp({ fields: [terms] });
    await fill();
    const box = screen.getByRole('checkbox', { name: /i accept the terms/i });
    expect(box).not.toBeChecked();
    await user.click(button(/^create account$/i));
    expect(box).toHaveFocus();
    expect(box).toHaveAttribute('aria-invalid', 'true');
    expect(box).toHaveAccessibleDescription(/tick this box/i);
    expect(bodies).toEqual([]);
    await user.click(box);
    expect(box).not.toHaveAttribute('aria-invalid');
    await user.click(button(/^create account$/i));
    await heading(/enter your code/i);
    expect(JSON.stringify(bodies)).not.toContain('terms');
  });

  it('SignUp sends a field with `sentAs` to the pool’s triggers', async () => {
    const { user, bodies, fill } = await showSignUp({
      fields: [
        { name: 'invite', label: 'Invitation', sentAs: 'validationData' },
        { name: 'news', type: 'checkbox', label: 'Send me news', optional: true, sentAs: 'clientMetadata' },
      ],
    });
    await fill();
    await user.type(await field(/^invitation/i), 'W-17');
    await user.click(screen.getByRole('checkbox', { name: /send me news/i }));
    await user.click(button(/^create account$/i));
    await heading(/enter your code/i);
    expect(bodies[0]).toMatchObject({
      ValidationData: [{ Name: 'invite', Value: 'W-17' }],
      ClientMetadata: { news: 'true' },
      UserAttributes: [{ Name: 'email', Value: 'hedy@example.com' }],
    });
  });

  it.each([
    ['a function', (value: string) => (value.length < 3 ? 'Too short.' : undefined)],
    [
      'a Standard Schema',
      schema((value) => (String(value).length < 3 ? { issues: [{ message: 'Too short.' }] } : { value })),
    ],
    [
      'an asynchronous Standard Schema',
      schema(async (value) =>
        String(value).length < 3 ? { issues: [{ message: 'Too short.' }] } : { value },
      ),
    ],
  ])('SignUp validates a field by %s', async (_name, validate) => {
    const { user, bodies, fill } = await showSignUp({ fields: [{ name: 'nickname', validate }] });
    await fill();
    const nickname = await field(/^nickname/i);
    await user.type(nickname, 'ab{Enter}');
    await waitFor(() => expect(nickname).toHaveAccessibleDescription(/too short/i), longWait);
    expect(nickname).toHaveFocus();
    expect(bodies).toEqual([]);
    await user.type(nickname, 'c{Enter}');
    expect(await heading(/enter your code/i)).toBeVisible();
    expect(bodies).toHaveLength(1);
  });

  it('SignUp shows a pending validation, runs it once, and sends nothing after it was unmounted', async () => {
    let finish = (_problem?: string) => {};
    let calls = 0;
    const validate = async () => {
      calls += 1;
      return new Promise<string | undefined>((resolve) => (finish = resolve));
    };
    const { user, bodies, fill, unmount } = await showSignUp({ fields: [{ name: 'nickname', validate }] });
    await fill();
    await user.type(await field(/^nickname/i), 'lamarr{Enter}');
    expect(button(/^creat/i)).toHaveAttribute('aria-busy', 'true');
    expect(screen.getByText(/creating your account/i)).toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(calls).toBe(1);
    finish('Taken.');
    await waitFor(async () => expect(await field(/^nickname/i)).toHaveAccessibleDescription(/taken/i));
    expect(button(/^creat/i)).not.toHaveAttribute('aria-busy');
    await user.keyboard('{Enter}');
    unmount();
    finish();
    await Promise.resolve();
    expect(bodies).toEqual([]);
  });

  it.each([
    ['synchronously', () => raise('the check broke')],
    ['asynchronously', async () => raise('the check broke')],
  ])(
    'SignUp shows a message at the field when the app’s validation throws %s, and reports the error to the page',
    async (_how, validate) => {
      const reported = vi.fn<typeof reportError>();
      vi.stubGlobal('reportError', reported); // jsdom has none
      onTestFinished(() => void vi.unstubAllGlobals());
      const { user, bodies, fill } = await showSignUp({ fields: [{ name: 'nickname', validate }] });
      await fill();
      const nickname = await field(/^nickname/i);
      await user.type(nickname, 'lamarr{Enter}');
      await waitFor(() => expect(nickname).toHaveAccessibleDescription(/try again/i), longWait);
      expect(reported.mock.calls).toEqual([[new Error('the check broke')]]);
      expect(bodies).toEqual([]);
    },
  );

  it('SignUp validates the password by the app’s rule after the kit’s own rules', async () => {
    const { user, fill } = await showSignUp({
      fields: [
        { name: 'password', validate: (value) => (value.includes('hopping') ? 'Not that one.' : undefined) },
      ],
    });
    await fill();
    await user.click(button(/^create account$/i));
    expect(await field(/^password/i)).toHaveAccessibleDescription(/not that one/i);
  });
});

describe('the identifier field', () => {
  it('the identifier field accepts an e-mail address or a phone number when the pool has both aliases', async () => {
    const { show } = await createTestApp({ config: { aliases: ['email', 'phone_number'] } });
    const { user } = show(<SignIn />);
    const name = await field(/^email or phone number/i);
    // A keyboard for e-mail has digits too, while one for phone numbers has no letters.
    expect(name).toHaveAttribute('type', 'text');
    expect(name).toHaveAttribute('inputmode', 'email');
    await user.type(name, 'neither{Enter}');
    expect(name).toHaveAccessibleDescription(/country code/i);
    await user.clear(name);
    await user.type(name, '+44 20 7946-0018{Enter}');
    await heading(/enter your password/i);
    expect(screen.getByText('+442079460018')).toBeVisible();
  });

  it.each([
    [['username'], /^username$/i, 'text', null],
    [['email'], /^email$/i, 'email', 'email'],
    [['phone_number'], /^phone number$/i, 'tel', null],
    [['username', 'phone_number'], /^username or phone number$/i, 'text', null],
    [['email', 'phone_number'], /^email or phone number$/i, 'text', 'email'],
    [['preferred_username', 'email', 'phone_number'], /^username, email or phone number$/i, 'text', null],
  ] as const)(
    'rule 2 (identifiers): the field for the aliases %s has their label and keyboard in all three components',
    async (aliases, label, type, keyboard) => {
      const { show } = await createTestApp({ config: { aliases } });
      for (const Component of [SignIn, ResetPassword]) {
        const { unmount } = show(<Component />);
        const name = await field(label);
        expect([name.type, name.getAttribute('inputmode')]).toEqual([type, keyboard]);
        expect(name).toHaveAttribute('autocomplete', 'username');
        expect(name).toHaveAttribute('autocapitalize', 'none');
        unmount();
      }
      // The user chooses a user name at sign-up, so the label names no alias.
      show(<SignUp />);
      const name = await screen.findByRole<HTMLInputElement>('textbox', {
        name: aliases.some((alias) => alias.endsWith('username')) ? /^username$/i : label,
      });
      expect(name).toHaveAttribute('name', 'username');
      expect(name.type).toBe(type);
    },
  );

  it('an e-mail address as the identifier is sent as the attribute email', async () => {
    const aws = {
      pool: { usernameAttributes: ['email', 'phone_number'], aliasAttributes: [], requiredAttributes: [] },
    };
    const { user, bodies } = await showSignUp({ aliases: ['email', 'phone_number'] }, aws);
    await user.type(await field(/^email or phone/i), 'hedy@example.com');
    await user.type(await field(/^password/i), 'Frequency-hopping-5{Enter}');
    await heading(/enter your code/i);
    expect(bodies[0]).toMatchObject({ UserAttributes: [{ Name: 'email', Value: 'hedy@example.com' }] });
  });
});

describe('a sign-up without a password', () => {
  it('a passwordless sign-up confirms an e-mail address and signs in', async () => {
    const { show, aws } = await createTestApp({ aws: allFactors, config: { authFlow: 'USER_AUTH' } });
    const { user } = show(
      <Authenticator passwordless>
        <p>Inside</p>
      </Authenticator>,
    );
    await user.click(button(/create an account/i));
    await user.type(await field(/^username/i), 'hedy');
    await user.type(await field(/^email/i), 'hedy@example.com');
    expect(document.querySelector('input[type=password]')).toBeNull();
    await user.click(button(/^create account$/i));
    await heading(/enter your code/i);
    await user.click(await field(/^code/i));
    await user.paste(await aws.outbox.code('hedy@example.com'));
    expect(await screen.findByText('Inside', {}, longWait)).toBeVisible();
  });
});

describe('an e-mail address of another account', () => {
  it('a sign-up with another account’s address says so, and a quiet button takes the address over', async () => {
    const { user, bodies, aws, fill } = await showSignUp({ onSignIn: () => {} });
    await fill();
    const email = await field(/^email/i);
    await user.clear(email);
    await user.type(email, ada.email);
    await user.click(button(/^create account$/i));
    await heading(/enter your code/i);
    await user.click(await field(/^code/i));
    await user.paste(await aws.outbox.code(ada.email));
    expect(await screen.findByText(/another account has this address/i, {}, longWait)).toBeVisible();
    expect(alert()).toBeEmptyDOMElement();
    const form = within(document.querySelector('form')!);
    const takeOver = form.getByRole('button', { name: /use the address here/i });
    expect(takeOver).toHaveAttribute('data-variant', 'quiet');
    expect(screen.getByRole('button', { name: /^sign in$/i })).toBeVisible();
    await user.click(takeOver);
    expect(await heading(/your account is ready/i)).toBeVisible();
    expect(bodies.map(({ ForceAliasCreation: force }) => force)).toEqual([undefined, undefined, true]);
  });
});
