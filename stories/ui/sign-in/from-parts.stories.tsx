/** The sign-in built from its public parts, with two views replaced. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn, type SignInProps, type SignInStepProps } from 'cognito-kit';
import { createUser, submitUsername, signIn } from '../../support/user-actions.ts';
import { ada, grace } from '../../../test/support/users.ts';

function MyPassword(flow: SignInStepProps<'password'>) {
  return (
    <SignIn.Step>
      <SignIn.Heading>Welcome back</SignIn.Heading>
      <SignIn.Lead>Your password, please.</SignIn.Lead>
      <SignIn.IdentifierChip username={flow.step.username} onChange={flow.back} />
      <SignIn.Form flow={flow} answer={(values) => ({ password: values('password') })}>
        <SignIn.ErrorBox />
        <SignIn.HiddenUsername username={flow.step.username} />
        <SignIn.PasswordField kind="current" name="password" />
        <SignIn.SubmitButton>Open the door</SignIn.SubmitButton>
      </SignIn.Form>
    </SignIn.Step>
  );
}

/** A code field built from the smallest parts. */
function MyTotp(flow: SignInStepProps<'totp'>) {
  return (
    <SignIn.Step>
      <SignIn.Heading>Six digits</SignIn.Heading>
      <SignIn.Form flow={flow} answer={(values) => ({ code: values('code') })}>
        <SignIn.ErrorBox />
        <SignIn.Field name="code" hint>
          <SignIn.Label>Digits</SignIn.Label>
          <SignIn.Control>
            <SignIn.Input inputMode="numeric" autoComplete="one-time-code" />
          </SignIn.Control>
          <SignIn.FieldError />
          <SignIn.Hint>From the app on your phone.</SignIn.Hint>
        </SignIn.Field>
        <SignIn.SubmitButton>Go on</SignIn.SubmitButton>
      </SignIn.Form>
    </SignIn.Step>
  );
}

function FromParts({ views, ...root }: SignInProps) {
  return (
    <SignIn.Root {...root}>
      <SignIn.Card>
        <SignIn.Thread />
        <SignIn.Steps views={{ password: MyPassword, totp: MyTotp, ...views }} />
      </SignIn.Card>
    </SignIn.Root>
  );
}

const meta = { title: 'Parts/Sign in', component: FromParts } satisfies Meta<typeof FromParts>;
export default meta;
type Story = StoryObj<typeof meta>;

export const OwnPasswordView: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.canvas.findByRole('heading', { name: /welcome back/i });
    await user.fill('password', ada.password);
    await user.press(/open the door/i);
    await user.waitForStep('signedIn');
  },
};

export const OwnTotpView: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, grace);
    await user.waitForStep('totp');
    await user.canvas.findByRole('heading', { name: /six digits/i });
  },
};

/** `views` of `<SignIn>` replaces one view and leaves the others. */
export const OneViewReplaced: Story = {
  render: (args) => <SignIn {...args} views={{ totp: MyTotp }} />,
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, grace);
    await user.waitForStep('totp');
    await user.canvas.findByRole('heading', { name: /six digits/i });
  },
};
