/** Proves that the components follow the config's description of the pool, and props before it. */
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Authenticator, fromAmplifyOutputs, SignIn, SignUp } from '../../../src/index.ts';
import outputs from '../config/adapters/fixtures/amplify_outputs.json' with { type: 'json' };
import { allFactors } from '../../support/passkey-app.ts';
import { button, field, heading } from '../../support/user-actions.ts';
import { createTestApp } from '../../support/test-app.tsx';

/** The settings of the pool that the file describes, without its ids. */
const { aliases, signUpAttributes, passwordPolicy } = fromAmplifyOutputs(outputs);
const poolSettings = {
  ...(aliases && { aliases }),
  ...(signUpAttributes && { signUpAttributes }),
  ...(passwordPolicy && { passwordPolicy }),
};

describe('components with a config from a file', () => {
  it('SignIn asks for the alias of the config', async () => {
    const { show } = await createTestApp({ config: poolSettings });
    show(<SignIn />);
    expect(await field(/^email/i)).toHaveAttribute('type', 'email');
  });

  it('SignUp asks once for each attribute of the config and shows its password rules', async () => {
    const { show, aws, sent } = await createTestApp({
      aws: { pool: { usernameAttributes: ['email'], aliasAttributes: [] } },
      config: poolSettings,
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

  it('SignUp prefers its props to the config', async () => {
    const { show } = await createTestApp({ config: poolSettings });
    const { container } = show(<SignUp identifier="username" fields={['nickname']} />);
    await heading(/create/i);
    const names = [...container.querySelectorAll('input')].map(({ name }) => name);
    expect(names).toEqual(['username', 'email', 'nickname', 'password']);
  });

  it('SignIn asks first for the first of the config’s firstFactors, or of its prop', async () => {
    const { show } = await createTestApp({
      aws: allFactors,
      config: { firstFactors: ['password', 'emailCode'] },
    });
    const byConfig = show(<SignIn />);
    await byConfig.user.type(await field(/username or email/i), 'ada{Enter}');
    await heading(/enter your password/i);
    await byConfig.user.click(button(/another way/i));
    await heading(/how would you like/i);
    byConfig.unmount();

    const { user } = show(<SignIn firstFactors={['emailCode']} />);
    await user.type(await field(/username or email/i), 'ada{Enter}');
    expect(await heading(/check your email/i)).toBeVisible();
  });

  it('Authenticator asks first for the first of the config’s firstFactors', async () => {
    const { show, sent } = await createTestApp({ aws: allFactors, config: { firstFactors: ['emailCode'] } });
    const { user } = show(<Authenticator />);
    await user.type(await field(/username or email/i), 'ada{Enter}');
    expect(await heading(/check your email/i)).toBeVisible();
    expect(sent).toEqual(['InitiateAuth']);
  });

  it('SignIn and SignUp show no button of an identity provider without managed login', async () => {
    const { show } = await createTestApp();
    for (const element of [
      <SignIn key="in" onSignUp={() => {}} />,
      <SignUp key="up" onSignIn={() => {}} />,
    ]) {
      const { unmount } = show(element);
      await heading(/sign in|create/i);
      expect(screen.queryByRole('link')).toBeNull();
      const names = screen
        .getAllByRole('button')
        .map((item) => item.getAttribute('aria-label') ?? item.textContent);
      expect(names).toEqual(
        element.key === 'in'
          ? ['Continue', 'Create an account']
          : ['Show password', 'Create account', 'Sign in'],
      );
      unmount();
    }
  });

  it('SignIn asks for any name when the pool has several aliases', async () => {
    const { show } = await createTestApp({ config: { aliases: ['username', 'email'] } });
    show(<SignIn />);
    expect(await field(/username or email/i)).toHaveAttribute('type', 'text');
    expect(screen.queryByLabelText(/^email/i)).toBeNull();
  });
});
