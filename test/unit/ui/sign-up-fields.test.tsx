/** What an app may ask at sign-up, and how it is judged, ordered and sent. */
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
import { allFactors } from '../support/passkey-app.ts';
import { button, field, heading, longWait } from '../support/user-actions.ts';
import { ada, createTestApp } from '../support/test-app.tsx';

const alert = () => screen.getByRole('alert');

async function at(props: SignUpProps, aws: object = {}) {
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
  const shown = testApp.show(<SignUp {...props} />);
  const fill = async () => {
    await shown.user.type(await field(/^username/i), 'hedy');
    await shown.user.type(await field(/^email/i), 'hedy@example.com');
    await shown.user.type(await field(/^password/i), 'Frequency-hopping-5');
  };
  return { ...testApp, ...shown, bodies, fill };
}

const raise = (what: string): never => {
  throw new Error(what);
};

const schema = (validate: StandardSchema['~standard']['validate']): StandardSchema => ({
  '~standard': { version: 1, vendor: 'test', validate },
});

describe('<SignUp fields>', () => {
  it('asks for consent after the password, unless it is told otherwise', async () => {
    const terms = { name: 'terms', type: 'checkbox', label: 'Terms' } as const;
    const { container } = await at({ fields: ['given_name', terms] });
    await heading(/create your account/i);
    const names = [...container.querySelectorAll('input')].map(({ name }) => name);
    expect(names).toEqual(['username', 'email', 'given_name', 'password', 'terms']);
  });

  it('orders the fields, the name and the password among them', async () => {
    const { container } = await at({
      fields: ['given_name', 'email', 'password', 'username', 'custom:plan'],
    });
    await heading(/create your account/i);
    const names = [...container.querySelectorAll('input')].map(({ name }) => name);
    expect(names).toEqual(['given_name', 'email', 'password', 'username', 'custom:plan']);
  });

  it('says and judges a name as the app does, by the name of what it is', async () => {
    const onlyOurs = (value: string) => (value.endsWith('@example.org') ? undefined : 'Ours only.');
    const { user, bodies } = await at({
      identifier: 'email',
      fields: [
        { name: 'email', label: 'Work email', validate: onlyOurs },
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

  it('asks the app about a box that is ticked', async () => {
    const validate = (value: string) => (value === 'true' ? 'Not today.' : undefined);
    const news = { name: 'news', type: 'checkbox', label: 'News', optional: true, validate } as const;
    const { user, bodies, fill } = await at({ fields: [news] });
    await fill();
    await user.click(screen.getByRole('checkbox', { name: /news/i }));
    await user.click(button(/^create account$/i));
    expect(screen.getByRole('checkbox', { name: /news/i })).toHaveAccessibleDescription(/not today/i);
    expect(bodies).toEqual([]);
  });

  it('wants consent to be given, and sends it nowhere', async () => {
    const terms = {
      name: 'terms',
      type: 'checkbox',
      label: (
        <>
          I accept <a href="/terms">the terms</a>
        </>
      ),
    } as const;
    const { user, bodies, fill } = await at({ fields: [terms] });
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

  it('sends what is no attribute to the pool’s triggers, where it is told to', async () => {
    const { user, bodies, fill } = await at({
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
      'one that takes time',
      schema(async (value) =>
        String(value).length < 3 ? { issues: [{ message: 'Too short.' }] } : { value },
      ),
    ],
  ])('is judged by %s', async (_name, validate) => {
    const { user, bodies, fill } = await at({ fields: [{ name: 'nickname', validate }] });
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

  it('shows that a judgement takes time, asks for it once, and sends nothing where the person left meanwhile', async () => {
    let say = (_problem?: string) => {};
    let asked = 0;
    const validate = async () => {
      asked += 1;
      return new Promise<string | undefined>((resolve) => (say = resolve));
    };
    const { user, bodies, fill, unmount } = await at({ fields: [{ name: 'nickname', validate }] });
    await fill();
    await user.type(await field(/^nickname/i), 'lamarr{Enter}');
    expect(button(/^creat/i)).toHaveAttribute('aria-busy', 'true');
    expect(screen.getByText(/creating your account/i)).toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(asked).toBe(1);
    say('Taken.');
    await waitFor(async () => expect(await field(/^nickname/i)).toHaveAccessibleDescription(/taken/i));
    expect(button(/^creat/i)).not.toHaveAttribute('aria-busy');
    await user.keyboard('{Enter}');
    unmount();
    say();
    await Promise.resolve();
    expect(bodies).toEqual([]);
  });

  it.each([
    ['at once', () => raise('the check broke')],
    ['later', async () => raise('the check broke')],
  ])(
    'says beside the field when the app’s own check fails %s, and tells the page',
    async (_when, validate) => {
      const told = vi.fn<typeof reportError>();
      vi.stubGlobal('reportError', told); // jsdom has none
      onTestFinished(() => void vi.unstubAllGlobals());
      const { user, bodies, fill } = await at({ fields: [{ name: 'nickname', validate }] });
      await fill();
      const nickname = await field(/^nickname/i);
      await user.type(nickname, 'lamarr{Enter}');
      await waitFor(() => expect(nickname).toHaveAccessibleDescription(/try again/i), longWait);
      expect(told.mock.calls).toEqual([[new Error('the check broke')]]);
      expect(bodies).toEqual([]);
    },
  );

  it('judges the name and the password too, after the kit’s own rules', async () => {
    const { user, fill } = await at({
      fields: [
        { name: 'password', validate: (value) => (value.includes('hopping') ? 'Not that one.' : undefined) },
      ],
    });
    await fill();
    await user.click(button(/^create account$/i));
    expect(await field(/^password/i)).toHaveAccessibleDescription(/not that one/i);
  });
});

describe('names', () => {
  it('are an e-mail address or a phone number where the pool knows both', async () => {
    const { show } = await createTestApp({ config: { aliases: ['email', 'phone_number'] } });
    const { user } = show(<SignIn />);
    const name = await field(/^email or phone number/i);
    // Its keyboard has digits too, which one for phone numbers has not the other way round.
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
    'rule 2: are asked for by `aliases` %s, with the keyboard for it, in all three components',
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
      // A name that is to be chosen is not an address that one has.
      show(<SignUp />);
      const name = await screen.findByRole<HTMLInputElement>('textbox', {
        name: aliases.some((alias) => alias.endsWith('username')) ? /^username$/i : label,
      });
      expect(name).toHaveAttribute('name', 'username');
      expect(name.type).toBe(type);
    },
  );

  it('become the attribute that they are', async () => {
    const aws = {
      pool: { usernameAttributes: ['email', 'phone_number'], aliasAttributes: [], requiredAttributes: [] },
    };
    const { user, bodies } = await at({ aliases: ['email', 'phone_number'] }, aws);
    await user.type(await field(/^email or phone/i), 'hedy@example.com');
    await user.type(await field(/^password/i), 'Frequency-hopping-5{Enter}');
    await heading(/enter your code/i);
    expect(bodies[0]).toMatchObject({ UserAttributes: [{ Name: 'email', Value: 'hedy@example.com' }] });
  });
});

describe('without a password', () => {
  it('signs up by an address alone, and straight in', async () => {
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

describe('an address that another account has', () => {
  it('is said; taking it over is a quiet answer of its own', async () => {
    const { user, bodies, aws, fill } = await at({ onSignIn: () => {} });
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
