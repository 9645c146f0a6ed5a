/** Proves that each part is one element to which it forwards ref, class, style and other props. */
import { render } from '@testing-library/react';
import { createRef, type ComponentType, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { en, plainTheme, SignIn } from '../../../src/index.ts';
import { createTestApp } from '../../support/test-app.tsx';

type AnyPart = ComponentType<Record<string, unknown>>;
const flow = { name: 'x', status: 'idle', error: undefined, submit: async () => {} };
const inField = (part: ReactNode) => <SignIn.Field name="x">{part}</SignIn.Field>;

/** The parts, each with its required props and the component around it. */
const parts: [name: string, part: unknown, props: object, around?: (part: ReactNode) => ReactNode][] = [
  ['Badge', SignIn.Badge, {}],
  ['Card', SignIn.Card, {}],
  ['Control', SignIn.Control, {}],
  ['Field', SignIn.Field, { name: 'x', label: 'X' }],
  ['Foot', SignIn.Foot, {}],
  ['Form', SignIn.Form, { flow, answer: () => ({}) }],
  ['Heading', SignIn.Heading, { children: 'H' }],
  ['Hint', SignIn.Hint, {}, inField],
  ['IdentifierChip', SignIn.IdentifierChip, { username: 'ada' }],
  ['Input', SignIn.Input, {}, inField],
  ['Label', SignIn.Label, {}, inField],
  ['LabelRow', SignIn.LabelRow, {}],
  ['Lead', SignIn.Lead, {}],
  ['LinkButton', SignIn.LinkButton, { children: 'L' }],
  ['Message', SignIn.Message, { tone: 'notice' }],
  ['QuietButton', SignIn.QuietButton, { children: 'Q' }],
  ['Row', SignIn.Row, {}],
  ['Step', SignIn.Step, {}],
  ['SubmitButton', SignIn.SubmitButton, { children: 'S' }],
  ['Thread', SignIn.Thread, {}],
];

describe.each(parts)('%s', (name, part, props, around = (inner: ReactNode) => inner) => {
  const Part = part as AnyPart;

  it(`${name} is one element that takes a ref, a class, a style and data attributes`, () => {
    const ref = createRef<HTMLElement>();
    const { unmount } = render(
      around(
        <Part
          {...props}
          ref={ref}
          className="mine"
          style={{ marginTop: 7 }}
          data-mine="yes"
          data-testid="part"
        />,
      ),
    );
    const element = document.querySelector<HTMLElement>('[data-testid=part]');
    expect(ref.current).toBe(element);
    expect(element).toHaveClass('mine');
    expect(element?.className).toMatch(/(^| )ck-/);
    expect(element?.style.marginTop).toBe('7px');
    expect(element?.dataset['mine']).toBe('yes');
    expect(element?.dataset['part']).toBeTruthy();
    unmount();
  });
});

it('a field passes its ref and props to its input', async () => {
  const { show } = await createTestApp();
  const text = createRef<HTMLInputElement>();
  const password = createRef<HTMLInputElement>();
  const code = createRef<HTMLInputElement>();
  show(
    <>
      <SignIn.TextField ref={text} name="a" label="A" placeholder="a" />
      <SignIn.PasswordField ref={password} kind="new" name="b" placeholder="b" />
      <SignIn.CodeField ref={code} placeholder="c" />
    </>,
  );
  expect([text, password, code].map(({ current }) => current?.placeholder)).toEqual(['a', 'b', 'c']);
});

it('a part outside of its field throws and names the field', () => {
  expect(() => render(<SignIn.Label>alone</SignIn.Label>)).toThrow(/inside <Field/);
});

describe('appearance', () => {
  it('appearance sets the scheme, the variables and the classes on the root and its parts', async () => {
    const { show } = await createTestApp();
    show(
      <SignIn
        appearance={{
          colorScheme: 'dark',
          variables: { accent: 'rebeccapurple', radius: '3px' },
          classes: { card: 'shadow-none', root: 'outer' },
        }}
      />,
    );
    const root = document.querySelector<HTMLElement>('.ck');
    expect(root).toHaveClass('outer');
    expect(root).toHaveAttribute('data-scheme', 'dark');
    expect(root?.style.getPropertyValue('--ck-accent')).toBe('rebeccapurple');
    expect(root?.style.getPropertyValue('--ck-radius')).toBe('3px');
    expect(document.querySelector('.ck-card')).toHaveClass('shadow-none');
  });

  it.each([
    ['beside no theme', { variables: { accent: 'rebeccapurple', ring: 'black' } }],
    ['in a theme', { theme: { variables: { accent: 'rebeccapurple', ring: 'black' } } }],
    ['beside a theme', { theme: plainTheme, variables: { accent: 'rebeccapurple', ring: 'black' } }],
  ] as const)('appearance derives the other accent colours from an accent %s', async (_where, appearance) => {
    const { show } = await createTestApp();
    show(<SignIn appearance={appearance} />);
    const style = document.querySelector<HTMLElement>('.ck')?.style;
    const value = (name: string) => style?.getPropertyValue(`--ck-${name}`);
    expect(value('accent')).toBe('rebeccapurple');
    for (const name of ['accent-hover', 'accent-soft'])
      expect(value(name)).toMatch(/^color-mix\(.*--ck-accent/);
    expect(value('ring')).toBe('black');
  });

  it('appearance without an accent keeps the theme’s colours', async () => {
    const { show } = await createTestApp();
    show(<SignIn appearance={{ theme: plainTheme, variables: { radius: '3px' } }} />);
    const style = document.querySelector<HTMLElement>('.ck')?.style;
    expect(style?.getPropertyValue('--ck-accent-hover')).toBe(plainTheme.variables['accent-hover']);
  });

  it('locale sets the texts, the language and the direction', async () => {
    const { show } = await createTestApp();
    const locale = {
      ...en,
      locale: 'ar',
      direction: 'rtl' as const,
      signIn: { ...en.signIn, identifier: { ...en.signIn.identifier, heading: 'دخول' } },
    };
    const { getByRole } = show(<SignIn locale={locale} />);
    expect(getByRole('heading')).toHaveTextContent('دخول');
    expect(document.querySelector('.ck')).toHaveAttribute('dir', 'rtl');
    expect(document.querySelector('.ck')).toHaveAttribute('lang', 'ar');
  });
});
