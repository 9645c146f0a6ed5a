/** The helper beside each story: what it fills in, and what its weathers do to a sign-in. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn } from 'cognito-kit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { actor, signIn, type Scene } from './user-actions.ts';
import { HelperPanel } from './helper-panel.tsx';
import { grace, stageOf } from './environment.ts';

const meta = {
  title: 'Fill in for me',
  component: SignIn,
  tags: ['!autodocs'],
  globals: { helper: 'hidden', locale: 'en' },
  render: (args, { loaded }) => (
    <>
      <SignIn {...args} />
      <HelperPanel stage={stageOf(loaded)} />
    </>
  ),
} satisfies Meta<typeof SignIn>;
export default meta;
type Story = StoryObj<typeof meta>;

const patient = { timeout: 8_000 };

const helper = (scene: Scene) => {
  const panel = within(within(scene.canvasElement).getByRole('complementary', { name: 'Fill in for me' }));
  return {
    press: async (name: string) => userEvent.click(panel.getByRole('button', { name })),
    weather: async (name: string) => userEvent.selectOptions(panel.getByRole('combobox'), name),
    says: (text: string) => waitFor(() => expect(panel.getByRole('status')).toHaveTextContent(text), patient),
  };
};

/** Ada's name, and then her password: the button of the step is left to who looks on. */
export const AnswersOfAda: Story = {
  play: async (scene) => {
    const [person, help] = [actor(scene), helper(scene)];
    await person.at('identifier');
    await help.press('Ada’s answers');
    await help.says('Ada’s answers are filled in.');
    await person.submit();
    await person.at('password');
    await help.press('Valid code');
    await help.says('This step asks for no code.');
    await help.press('Ada’s answers');
    await person.submit();
    await person.at('signedIn');
    await help.press('Ada’s answers');
    await help.says('Ada has no answer to this step.');
  },
};

/** It sends itself, as one from a phone's keyboard does. */
export const ValidCode: Story = {
  play: async (scene) => {
    const [person, help] = [actor(scene), helper(scene)];
    await signIn(person, grace);
    await person.at('totp');
    await help.press('Valid code');
    await person.at('signedIn');
    await help.says('The valid code is filled in.');
  },
};

export const WrongCode: Story = {
  play: async (scene) => {
    const [person, help] = [actor(scene), helper(scene)];
    await signIn(person, grace);
    await person.at('totp');
    await help.press('Wrong code');
    await help.says('A wrong code is filled in.');
    await person.alert(/that code isn’t right/i);
    await help.press('Valid code');
    await person.at('signedIn');
  },
};

export const SlowNetwork: Story = {
  play: async (scene) => {
    const [person, help] = [actor(scene), helper(scene)];
    await person.at('identifier');
    await help.weather('slow');
    const begun = performance.now();
    await signIn(person, { ...grace });
    await expect(await person.find('.ck-thread[data-state=running]')).toBeInTheDocument();
    await waitFor(() => expect(scene.canvasElement.querySelector('.ck[data-step=totp]')).not.toBeNull(), {
      timeout: 15_000,
    });
    await expect(performance.now() - begun).toBeGreaterThan(2_500);
  },
};

export const Offline: Story = {
  play: async (scene) => {
    const [person, help] = [actor(scene), helper(scene)];
    await person.at('identifier');
    await help.weather('offline');
    await signIn(person, grace);
    await person.alert(/you seem to be offline/i);
    await help.weather('good');
    await person.submit();
    await person.at('totp');
  },
};

export const Throttled: Story = {
  play: async (scene) => {
    const [person, help] = [actor(scene), helper(scene)];
    await person.at('identifier');
    await help.weather('throttled');
    await signIn(person, grace);
    await waitFor(() => expect(person.canvas.getByRole('alert')).toHaveTextContent(/many people/i), {
      timeout: 15_000,
    });
    await help.weather('good');
    await person.submit();
    await person.at('totp');
  },
};
