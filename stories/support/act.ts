/** What a person does in a story, in the words of the screen. */
import { expect, userEvent, waitFor, within } from 'storybook/test';

/** Requests to the local AWS do real arithmetic, which a busy machine takes its time for. */
const patient = { timeout: 10_000 };

export function actor(element: HTMLElement) {
  const canvas = within(element);
  return {
    canvas,
    heading: (name: RegExp) => canvas.findByRole('heading', { name }, patient),
    alert: (text: RegExp) =>
      waitFor(() => expect(canvas.getByRole('alert')).toHaveTextContent(text), patient),
    sees: (text: RegExp) => canvas.findByText(text, {}, patient),
    type: async (label: RegExp, text: string) => {
      const input = await canvas.findByLabelText(label, { selector: 'input' }, patient);
      await userEvent.clear(input);
      await userEvent.type(input, text);
    },
    paste: async (label: RegExp, text: string) => {
      await userEvent.click(await canvas.findByLabelText(label, { selector: 'input' }, patient));
      await userEvent.paste(text);
    },
    press: async (name: RegExp) => userEvent.click(await canvas.findByRole('button', { name }, patient)),
  };
}

export type Actor = ReturnType<typeof actor>;

/** Up to the password's answer. */
export async function signIn(
  { type, press }: Actor,
  { username, password }: { username: string; password: string },
) {
  await type(/username or email/i, username);
  await press(/continue/i);
  await type(/^password/i, password);
  await press(/^sign in$/i);
}
