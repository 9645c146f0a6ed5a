/** Actions of a story's user: fill in, press, and wait for a step or a text, in any language. */
import type { Dictionary, SignInProps } from 'cognito-kit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { environmentOf } from './environment.ts';
import { localeOf } from './locales.ts';

/** Milliseconds are long, since the local AWS computes SRP and signatures in the page, slowly on a busy machine. */
const patient = { timeout: 8_000 };

/** The part of Storybook's context that a `play` function needs here. */
export interface StoryContext {
  canvasElement: HTMLElement;
  loaded: Record<string, unknown>;
  globals: Record<string, unknown>;
}

/** A text, or a function that reads it from the dictionary. */
type Label = string | RegExp | ((texts: Dictionary) => string);

type StepName =
  | NonNullable<keyof NonNullable<SignInProps['views']>>
  | 'details'
  | 'confirm'
  | 'request'
  | 'done';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Returns the user of a story: its actions, and its environment. */
export function createUser({ canvasElement, loaded, globals }: StoryContext) {
  const canvas = within(canvasElement);
  const texts = localeOf(globals['locale']);
  const environment = environmentOf(loaded);
  /** Matches English texts by the pattern. Texts of other languages have to contain something. */
  const inLanguage = (pattern: RegExp) => (texts.locale === 'en' ? pattern : /\S/);
  /** Matches the beginning of an accessible name, since a control may contain more text. */
  const accessibleName = (label: Label) =>
    label instanceof RegExp
      ? label
      : new RegExp(`^${escaped(typeof label === 'string' ? label : label(texts))}`);

  const { acquire } = environment.focusLock;

  const find = async <Result extends Element>(selector: string) => {
    await acquire();
    return waitFor(() => {
      const element = canvasElement.querySelector<Result>(selector);
      if (!element) throw new Error(`There is no ${selector} on the screen.`);
      return element;
    }, patient);
  };

  const input = (name: string) => find<HTMLInputElement>(`input[name="${name}"]:not([readonly])`);

  return {
    canvas,
    texts,
    environment,
    find,
    input,
    /** Waits for the step with its heading, and for the end of its entrance animation. */
    async waitForStep(step: StepName) {
      await find(`.ck[data-step="${step}"] .ck-step`);
      await waitFor(() => expect(canvas.getAllByRole('heading')[0]).toHaveTextContent(/\S/), patient);
      await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
    },
    async waitForHeading(name: RegExp) {
      await acquire();
      return canvas.findByRole('heading', { name: inLanguage(name) }, patient);
    },
    waitForAlert: (text: RegExp) =>
      waitFor(() => expect(canvas.getByRole('alert')).toHaveTextContent(inLanguage(text)), patient),
    /** Waits for the text in English, and does nothing in other languages. */
    waitForText: (text: RegExp) =>
      texts.locale === 'en' ? canvas.findByText(text, {}, patient) : Promise.resolve(undefined),
    async fill(name: string, text: string) {
      const element = await input(name);
      await userEvent.clear(element);
      await userEvent.type(element, text);
    },
    async paste(name: string, text: string) {
      await userEvent.click(await input(name));
      await userEvent.paste(text);
    },
    submit: async () => userEvent.click(await find<HTMLButtonElement>('form button[type=submit]')),
    async press(label: Label) {
      await acquire();
      await userEvent.click(await canvas.findByRole('button', { name: accessibleName(label) }, patient));
    },
    /** Reads the newest code that was sent to the address or number. */
    readCode: (address: string) => waitFor(() => environment.aws.outbox.code(address), patient),
  };
}

export type StoryUser = ReturnType<typeof createUser>;

/** Fills in the username and submits it. */
export async function submitUsername(user: StoryUser, { username }: { username: string }) {
  await user.fill('username', username);
  await user.submit();
}

/** Submits the username and then the password. */
export async function signIn(user: StoryUser, account: { username: string; password: string }) {
  await submitUsername(user, account);
  await user.fill('password', account.password);
  await user.submit();
}
