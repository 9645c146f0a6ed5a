import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignUp } from 'cognito-kit';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { expect } from 'storybook/test';
import { actor, type Actor } from '../../support/act.ts';
import { stageOf, wrong } from '../../support/stage.ts';

const meta = {
  title: 'Sign up',
  component: SignUp,
  args: { appName: 'Harbor', onSignIn: () => {} },
} satisfies Meta<typeof SignUp>;
export default meta;
type Story = StoryObj<typeof meta>;

async function fillIn({ type, press }: Actor, password = 'Frequency-hopping-5', username = 'hedy') {
  await type(/^username/i, username);
  await type(/^email/i, 'hedy@example.com');
  await type(/^password/i, password);
  await press(/create account/i);
}

export const Details: Story = {
  play: async ({ canvasElement }) => {
    await actor(canvasElement).heading(/create your account/i);
  },
};

/** More than one thing is missing: a summary takes the focus and links to each. */
export const NothingFilledIn: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await person.press(/create account/i);
    const summary = await person.canvas.findByRole('region', { name: /3 answers/i });
    await expect(summary).toHaveFocus();
  },
};

export const PasswordTooWeak: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await fillIn(person, 'frequency');
    const input = person.canvas.getByLabelText(/^password/i, { selector: 'input' });
    await expect(input).toHaveFocus();
  },
};

/** The page believes in another policy than the pool has: the service's refusal is shown all the same. */
export const PoolWantsMore: Story = {
  parameters: {
    localAws: {
      pool: {
        passwordPolicy: {
          minimumLength: 30,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSymbols: true,
        },
      },
      users: [],
    } satisfies LocalAwsOptions,
  },
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await fillIn(person);
    await person.alert(/requirements/i);
  },
};

export const UsernameTaken: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await fillIn(person, undefined, 'ada');
    await person.alert(/taken/i);
  },
};

export const MoreFields: Story = {
  args: { identifier: 'email', fields: ['given_name', { name: 'family_name', optional: true }] },
  play: async ({ canvasElement }) => {
    await actor(canvasElement).heading(/create your account/i);
  },
};

export const Confirm: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await fillIn(person);
    await person.heading(/enter your code/i);
  },
};

export const WrongCode: Story = {
  play: async ({ canvasElement, loaded }) => {
    const person = actor(canvasElement);
    await fillIn(person);
    await person.heading(/enter your code/i);
    await person.paste(/^code/i, wrong(await stageOf(loaded).aws.outbox.code('hedy@example.com')));
    await person.alert(/isn’t right/i);
  },
};

export const Done: Story = {
  play: async ({ canvasElement, loaded }) => {
    const person = actor(canvasElement);
    await fillIn(person);
    await person.heading(/enter your code/i);
    await person.paste(/^code/i, await stageOf(loaded).aws.outbox.code('hedy@example.com'));
    await person.heading(/your account is ready/i);
  },
};
