/** What a person does in a story, in whatever language it is shown. */
import type { Dictionary, SignInProps } from 'cognito-kit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { localeOf } from './locales.ts';
import { stageOf } from './environment.ts';

/** Requests to the local AWS do real arithmetic, which a busy machine takes its time for. */
const patient = { timeout: 8_000 };

/** As a story's `play` is given it. */
export interface Scene {
  canvasElement: HTMLElement;
  loaded: Record<string, unknown>;
  globals: Record<string, unknown>;
}

/** A text, or where the dictionary has it. */
type Words = string | RegExp | ((texts: Dictionary) => string);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

export function actor({ canvasElement, loaded, globals }: Scene) {
  const canvas = within(canvasElement);
  const texts = localeOf(globals['locale']);
  const stage = stageOf(loaded);
  /** What is expected in English; in other languages, that there is something. */
  const said = (pattern: RegExp) => (texts.locale === 'en' ? pattern : /\S/);
  /** A control may say more than its name. */
  const nameOf = (words: Words) =>
    words instanceof RegExp
      ? words
      : new RegExp(`^${escaped(typeof words === 'string' ? words : words(texts))}`);

  const { begin } = stage.turn;

  const find = async <Found extends Element>(selector: string) => {
    await begin();
    return waitFor(() => {
      const found = canvasElement.querySelector<Found>(selector);
      if (!found) throw new Error(`There is no ${selector} on the screen.`);
      return found;
    }, patient);
  };

  const input = (name: string) => find<HTMLInputElement>(`input[name="${name}"]:not([readonly])`);

  return {
    canvas,
    texts,
    stage,
    find,
    input,
    /** Waits for the step, which has a heading, and for its entrance to be over. */
    async at(
      step: NonNullable<keyof NonNullable<SignInProps['views']>> | 'details' | 'confirm' | 'request' | 'done',
    ) {
      await find(`.ck[data-step="${step}"] .ck-step`);
      await waitFor(() => expect(canvas.getAllByRole('heading')[0]).toHaveTextContent(/\S/), patient);
      await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
    },
    async heading(name: RegExp) {
      await begin();
      return canvas.findByRole('heading', { name: said(name) }, patient);
    },
    alert: (text: RegExp) =>
      waitFor(() => expect(canvas.getByRole('alert')).toHaveTextContent(said(text)), patient),
    sees: (text: RegExp) =>
      texts.locale === 'en' ? canvas.findByText(text, {}, patient) : Promise.resolve(undefined),
    async fill(name: string, text: string) {
      const found = await input(name);
      await userEvent.clear(found);
      await userEvent.type(found, text);
    },
    async paste(name: string, text: string) {
      await userEvent.click(await input(name));
      await userEvent.paste(text);
    },
    submit: async () => userEvent.click(await find<HTMLButtonElement>('form button[type=submit]')),
    async press(words: Words) {
      await begin();
      await userEvent.click(await canvas.findByRole('button', { name: nameOf(words) }, patient));
    },
    /** The newest code that went there. */
    mail: (to: string) => waitFor(() => stage.aws.outbox.code(to), patient),
  };
}

export type Actor = ReturnType<typeof actor>;

/** Up to the name's answer. */
export async function identify(person: Actor, { username }: { username: string }) {
  await person.fill('username', username);
  await person.submit();
}

/** Up to the password's answer. */
export async function signIn(person: Actor, who: { username: string; password: string }) {
  await identify(person, who);
  await person.fill('password', who.password);
  await person.submit();
}
