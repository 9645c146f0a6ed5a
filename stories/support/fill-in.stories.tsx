/** The helper panel: its buttons fill in answers, and its network conditions affect a sign-in. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn } from 'cognito-kit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { createUser, signIn, type StoryContext } from './user-actions.ts';
import { HelperPanel } from './helper-panel.tsx';
import { grace } from '../../test/support/users.ts';
import { environmentOf } from './environment.ts';

const meta = {
  title: 'Fill in for me',
  component: SignIn,
  tags: ['!autodocs'],
  globals: { helper: 'hidden', locale: 'en' },
  render: (args, { loaded }) => (
    <>
      <SignIn {...args} />
      <HelperPanel environment={environmentOf(loaded)} />
    </>
  ),
} satisfies Meta<typeof SignIn>;
export default meta;
type Story = StoryObj<typeof meta>;

const patient = { timeout: 8_000 };

const helperPanel = (context: StoryContext) => {
  const panel = within(within(context.canvasElement).getByRole('complementary', { name: 'Fill in for me' }));
  return {
    press: async (name: string) => userEvent.click(panel.getByRole('button', { name })),
    setNetwork: async (name: string) => userEvent.selectOptions(panel.getByRole('combobox'), name),
    waitForMessage: (text: string) =>
      waitFor(() => expect(panel.getByRole('status')).toHaveTextContent(text), patient),
  };
};

/** The panel fills in Ada's username and then her password. The reader presses the button of the step. */
export const FillsInAda: Story = {
  play: async (context) => {
    const [user, panel] = [createUser(context), helperPanel(context)];
    await user.waitForStep('identifier');
    await panel.press('Ada’s answers');
    await panel.waitForMessage('Ada’s answers are filled in.');
    await user.submit();
    await user.waitForStep('password');
    await panel.press('Valid code');
    await panel.waitForMessage('This step asks for no code.');
    await panel.press('Ada’s answers');
    await user.submit();
    await user.waitForStep('signedIn');
    await panel.press('Ada’s answers');
    await panel.waitForMessage('Ada has no answer to this step.');
  },
};

/** A complete code submits itself, as a code from a phone's keyboard does. */
export const FillsInValidCode: Story = {
  play: async (context) => {
    const [user, panel] = [createUser(context), helperPanel(context)];
    await signIn(user, grace);
    await user.waitForStep('totp');
    await panel.press('Valid code');
    await user.waitForStep('signedIn');
    await panel.waitForMessage('The valid code is filled in.');
  },
};

export const FillsInWrongCode: Story = {
  play: async (context) => {
    const [user, panel] = [createUser(context), helperPanel(context)];
    await signIn(user, grace);
    await user.waitForStep('totp');
    await panel.press('Wrong code');
    await panel.waitForMessage('A wrong code is filled in.');
    await user.waitForAlert(/that code isn’t right/i);
    await panel.press('Valid code');
    await user.waitForStep('signedIn');
  },
};

export const SlowsNetworkDown: Story = {
  play: async (context) => {
    const [user, panel] = [createUser(context), helperPanel(context)];
    await user.waitForStep('identifier');
    await panel.setNetwork('slow');
    const begun = performance.now();
    await signIn(user, { ...grace });
    await expect(await user.find('.ck-thread[data-state=running]')).toBeInTheDocument();
    await waitFor(() => expect(context.canvasElement.querySelector('.ck[data-step=totp]')).not.toBeNull(), {
      timeout: 15_000,
    });
    await expect(performance.now() - begun).toBeGreaterThan(2_500);
  },
};

export const GoesOffline: Story = {
  play: async (context) => {
    const [user, panel] = [createUser(context), helperPanel(context)];
    await user.waitForStep('identifier');
    await panel.setNetwork('offline');
    await signIn(user, grace);
    await user.waitForAlert(/you seem to be offline/i);
    await panel.setNetwork('normal');
    await user.submit();
    await user.waitForStep('totp');
  },
};

export const ThrottlesRequests: Story = {
  play: async (context) => {
    const [user, panel] = [createUser(context), helperPanel(context)];
    await user.waitForStep('identifier');
    await panel.setNetwork('throttled');
    await signIn(user, grace);
    await waitFor(() => expect(user.canvas.getByRole('alert')).toHaveTextContent(/many people/i), {
      timeout: 15_000,
    });
    await panel.setNetwork('normal');
    await user.submit();
    await user.waitForStep('totp');
  },
};
