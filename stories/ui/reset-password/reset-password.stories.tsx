import type { Meta, StoryObj } from '@storybook/react-vite';
import { ResetPassword } from 'cognito-kit';
import { createUser, submitUsername, type StoryUser } from '../../support/user-actions.ts';
import { resetPasswordProps } from '../../support/prop-tables.ts';
import { ada } from '../../../test/support/users.ts';
import { wrongCode } from '../../../test/support/codes.ts';

const meta = {
  title: 'Reset password',
  component: ResetPassword,
  argTypes: resetPasswordProps,
  args: { onSignIn: () => {} },
} satisfies Meta<typeof ResetPassword>;
export default meta;
type Story = StoryObj<typeof meta>;

async function submitNewPassword(user: StoryUser, code: (sent: string) => string) {
  await submitUsername(user, ada);
  await user.waitForStep('confirm');
  await user.fill('code', code(await user.readCode(ada.email)));
  await user.fill('newPassword', 'Analytical-engine-6');
  await user.submit();
}

export const Request: Story = {
  play: async (context) => {
    await createUser(context).waitForStep('request');
  },
};

export const Confirm: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.waitForStep('confirm');
  },
};

/** An unknown username leads to the same step, so the page does not reveal accounts. No code is sent. */
export const UnknownUser: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, { username: 'nobody' });
    await user.waitForStep('confirm');
  },
};

export const WrongCode: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitNewPassword(user, wrongCode);
    await user.waitForAlert(/isn’t right/i);
  },
};

export const TooManyAttempts: Story = {
  play: async (context) => {
    const user = createUser(context);
    user.environment.aws.faults.add({ kind: 'error', status: 400, code: 'LimitExceededException' });
    await submitUsername(user, ada);
    await user.waitForAlert(/too many tries/i);
  },
};

export const Offline: Story = {
  play: async (context) => {
    const user = createUser(context);
    user.environment.network.setCondition('offline');
    await submitUsername(user, ada);
    await user.waitForAlert(/offline/i);
  },
};

export const Done: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitNewPassword(user, (code) => code);
    await user.waitForStep('done');
  },
};
