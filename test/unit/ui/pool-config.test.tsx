import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Authenticator, fromAmplifyOutputs, SignIn, SignUp } from '../../../src/index.ts';
import outputs from '../config/adapters/fixtures/amplify_outputs.json' with { type: 'json' };
import { allFactors } from '../support/passkey-app.ts';
import { button, field, heading } from '../support/user-actions.ts';
import { createTestApp } from '../support/test-app.tsx';

/** What a file tells about the pool, without the pool that it names. */
const { aliases, signUpAttributes, passwordPolicy } = fromAmplifyOutputs(outputs);
const told = {
  ...(aliases && { aliases }),
  ...(signUpAttributes && { signUpAttributes }),
  ...(passwordPolicy && { passwordPolicy }),
};

describe('components whose pool a config file describes', () => {
  it('ask for what people sign in with', async () => {
    const { show } = await createTestApp({ config: told });
    show(<SignIn />);
    expect(await field(/^email/i)).toHaveAttribute('type', 'email');
  });

  it('ask at sign-up for what the pool wants, each once, and show its password rules', async () => {
    const { show, aws, sent } = await createTestApp({
      aws: { pool: { usernameAttributes: ['email'], aliasAttributes: [] } },
      config: told,
    });
    const { user, container } = show(<SignUp />);
    await heading(/create/i);
    const names = [...container.querySelectorAll('input')].map(({ name }) => name);
    expect(names).toEqual(['username', 'family_name', 'password']);
    expect(await field(/^password/i)).toHaveAttribute('minlength', '10');
    await user.type(await field(/^email/i), 'barbara@example.com');
    await user.type(await field(/last name|family name/i), 'Liskov');
    await user.type(await field(/^password/i), 'Substitution-1');
    await user.click(button(/create|sign up/i));
    expect(await heading(/enter your code/i)).toBeVisible();
    expect(sent).toEqual(['SignUp']);
    expect(await aws.outbox.code('barbara@example.com')).toMatch(/^\d+$/);
  });

  it('do as they are told by props before the config', async () => {
    const { show } = await createTestApp({ config: told });
    const { container } = show(<SignUp identifier="username" fields={['nickname']} />);
    await heading(/create/i);
    const names = [...container.querySelectorAll('input')].map(({ name }) => name);
    expect(names).toEqual(['username', 'email', 'nickname', 'password']);
  });

  it('offer the ways in that the config tells, the first one first, and those of props before them', async () => {
    const { show } = await createTestApp({
      aws: allFactors,
      config: { firstFactors: ['password', 'emailCode'] },
    });
    const first = show(<SignIn />);
    await first.user.type(await field(/username or email/i), 'ada{Enter}');
    await heading(/enter your password/i);
    await first.user.click(button(/another way/i));
    await heading(/how would you like/i);
    first.unmount();

    const { user } = show(<SignIn firstFactors={['emailCode']} />);
    await user.type(await field(/username or email/i), 'ada{Enter}');
    expect(await heading(/check your email/i)).toBeVisible();
  });

  it('offer them in the whole way in too', async () => {
    const { show, sent } = await createTestApp({ aws: allFactors, config: { firstFactors: ['emailCode'] } });
    const { user } = show(<Authenticator />);
    await user.type(await field(/username or email/i), 'ada{Enter}');
    expect(await heading(/check your email/i)).toBeVisible();
    expect(sent).toEqual(['InitiateAuth']);
  });

  it('show nobody else’s button where managed login is not set up', async () => {
    const { show } = await createTestApp();
    for (const way of [<SignIn key="in" onSignUp={() => {}} />, <SignUp key="up" onSignIn={() => {}} />]) {
      const { unmount } = show(way);
      await heading(/sign in|create/i);
      expect(screen.queryByRole('link')).toBeNull();
      const names = screen
        .getAllByRole('button')
        .map((one) => one.getAttribute('aria-label') ?? one.textContent);
      expect(names).toEqual(
        way.key === 'in' ? ['Continue', 'Create an account'] : ['Show password', 'Create account', 'Sign in'],
      );
      unmount();
    }
  });

  it('take any name where the pool knows several', async () => {
    const { show } = await createTestApp({ config: { aliases: ['username', 'email'] } });
    show(<SignIn />);
    expect(await field(/username or email/i)).toHaveAttribute('type', 'text');
    expect(screen.queryByLabelText(/^email/i)).toBeNull();
  });
});
