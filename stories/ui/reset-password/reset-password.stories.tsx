import type { Meta, StoryObj } from '@storybook/react-vite';
import { ResetPassword } from 'cognito-kit';
import { actor, type Actor } from '../../support/act.ts';
import { ada, stageOf, wrong } from '../../support/stage.ts';

const meta = {
  title: 'Reset password',
  component: ResetPassword,
  args: { onSignIn: () => {} },
} satisfies Meta<typeof ResetPassword>;
export default meta;
type Story = StoryObj<typeof meta>;

async function ask({ type, press, heading }: Actor) {
  await type(/username or email/i, ada.username);
  await press(/send the code/i);
  await heading(/choose a new password/i);
}

export const Request: Story = {
  play: async ({ canvasElement }) => {
    await actor(canvasElement).heading(/reset your password/i);
  },
};

export const Confirm: Story = {
  play: async ({ canvasElement }) => {
    await ask(actor(canvasElement));
  },
};

export const WrongCode: Story = {
  play: async ({ canvasElement, loaded }) => {
    const person = actor(canvasElement);
    await ask(person);
    await person.type(/^code/i, wrong(await stageOf(loaded).aws.outbox.code(ada.email)));
    await person.type(/^new password/i, 'Analytical-engine-6');
    await person.press(/save password/i);
    await person.alert(/isn’t right/i);
  },
};

export const Done: Story = {
  play: async ({ canvasElement, loaded }) => {
    const person = actor(canvasElement);
    await ask(person);
    await person.type(/^code/i, await stageOf(loaded).aws.outbox.code(ada.email));
    await person.type(/^new password/i, 'Analytical-engine-6');
    await person.press(/save password/i);
    await person.heading(/your password is changed/i);
  },
};
