/** Themes are sets of tokens. The kit's styles do not change the page, and the page's styles hardly change the kit. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import { brandPanelTheme, highContrastTheme, plainTheme, SignIn, type Theme } from 'cognito-kit';
import { expect } from 'storybook/test';
import { createUser, submitUsername, signIn } from '../support/user-actions.ts';
import { changes, computedStyles } from '../support/computed-styles.ts';
import { ada } from '../../test/support/users.ts';
import { shadcnTheme } from '../support/themes.ts';

const meta = {
  title: 'Themes',
  component: SignIn,
  args: { appName: 'Harbor', onSignUp: () => {}, onForgotPassword: () => {} },
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, { ...ada, password: 'not-the-password' });
    await user.waitForAlert(/\S/);
  },
} satisfies Meta<typeof SignIn>;
export default meta;
type Story = StoryObj<typeof meta>;

const themed = (theme: Theme): Story => ({ args: { appearance: { colorScheme: 'inherit', theme } } });

export const Plain: Story = themed(plainTheme);
export const HighContrast: Story = themed(highContrastTheme);
export const BrandPanel: Story = themed(brandPanelTheme);
export const MappedFromShadcn: Story = themed(shadcnTheme);

/** Sets a few tokens; the other colours are computed from them. */
export const OwnBrand: Story = themed({
  variables: {
    accent: 'light-dark(#a21caf, #f0abfc)',
    'on-accent': 'light-dark(#fff, #3b0764)',
    radius: '999px',
    'radius-card': '28px',
    font: 'Georgia, serif',
  },
});

/** Rules of a page that reach every element: a reset in a layer, and inherited properties of text. */
const hostileStyles = `
  @layer reset {
    *:not(path), ::before, ::after { all: unset; box-sizing: content-box; }
    button, input { appearance: none; background: hotpink; border: 9px dashed red; font: 40px cursive; }
    h1, p, label { font-size: 50px; font-weight: 100; margin: 60px; text-transform: uppercase; }
    svg { display: none; }
    form { display: flex; }
  }
  body {
    font: italic 900 33px/3 cursive; color: red; letter-spacing: 7px; word-spacing: 20px; text-align: center;
    text-transform: uppercase; text-indent: 30px; text-shadow: 1px 1px red; white-space: pre; cursor: crosshair;
  }
`;

export const KeepsItsLookInAHostilePage: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.waitForStep('password');
    (await user.input('password')).blur();
    const own = () => context.canvasElement.querySelectorAll('.ck, .ck *');
    const style = document.createElement('style');
    const still = document.createElement('style');
    still.textContent = '.ck, .ck * { transition: none !important; animation: none !important; }';
    document.head.append(still);
    const before = computedStyles(own());
    style.textContent = hostileStyles;
    document.head.prepend(style); // first, so its layer comes before the kit's, as a reset's layer does
    const changed = changes(before, computedStyles(own()));
    style.remove();
    still.remove();
    await expect(before.size).toBeGreaterThan(15);
    await expect(changed).toEqual([]);
  },
};

/** The computed styles of the page's own elements are the same with and without the kit's style sheet. */
export const LeavesThePageAlone: Story = {
  render: (args) => (
    <>
      <div id="host" style={{ padding: 16 }}>
        <h1>A page</h1>
        <h2>with headings</h2>
        <p>
          a text with a <a href="#host">link</a>, <code>code</code> and an <output>output</output>
        </p>
        <ul>
          <li>a list</li>
        </ul>
        <form>
          <label htmlFor="own">A field</label>
          <input id="own" />
          <button type="button">A button</button>
        </form>
      </div>
      <SignIn {...args} layout="inline" />
    </>
  ),
  play: async (context) => {
    const user = createUser(context);
    await user.find('.ck-step');
    const others = () =>
      [...document.querySelectorAll('html, body, #host, #host *')].filter((one) => !one.closest('.ck'));
    const sheets = [...document.styleSheets].filter((sheet) =>
      [...sheet.cssRules].some(
        (rule) =>
          (rule instanceof CSSLayerStatementRule && rule.nameList.some((name) => name.startsWith('ck.'))) ||
          (rule instanceof CSSLayerBlockRule && rule.name.startsWith('ck.')),
      ),
    );
    await expect(sheets.length).toBeGreaterThan(0);
    const before = computedStyles(others());
    for (const sheet of sheets) sheet.disabled = true;
    const without = computedStyles(others());
    for (const sheet of sheets) sheet.disabled = false;
    await expect(changes(before, without)).toEqual([]);
  },
};
