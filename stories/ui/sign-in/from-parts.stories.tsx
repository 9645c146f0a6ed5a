/** The middle depth of use: the same sign-in put together from its public parts, and one step replaced. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn, type SignInProps, type SignInStepProps } from 'cognito-kit';
import { actor, identify, signIn } from '../../support/user-actions.ts';
import { ada, grace } from '../../support/environment.ts';

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

/** A field by its smallest parts. */
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

export const OwnPassword: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.canvas.findByRole('heading', { name: /welcome back/i });
    await person.fill('password', ada.password);
    await person.press(/open the door/i);
    await person.at('signedIn');
  },
};

export const OwnTotp: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, grace);
    await person.at('totp');
    await person.canvas.findByRole('heading', { name: /six digits/i });
  },
};

/** `views` on the drop-in component: one view replaced, the others as they were. */
export const OneStepReplaced: Story = {
  render: (args) => <SignIn {...args} views={{ totp: MyTotp }} />,
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, grace);
    await person.at('totp');
    await person.canvas.findByRole('heading', { name: /six digits/i });
  },
};
