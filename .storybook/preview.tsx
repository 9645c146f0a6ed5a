/** Gives each story its own local AWS in the page and a client that sends its requests there: no mocks, no sockets. */
import { withThemeByDataAttribute } from '@storybook/addon-themes';
import type { Preview, ReactRenderer } from '@storybook/react-vite';
import { CognitoProvider } from 'cognito-kit';
import 'cognito-kit/styles.css';
import { HelperPanel } from '../stories/support/helper-panel.tsx';
import { localeOf, locales } from '../stories/support/locales.ts';
import { createEnvironment, environmentOf, type EnvironmentOptions } from '../stories/support/environment.ts';
import { accents, appearanceOf, corners, themes } from '../stories/support/themes.ts';
import './preview.css';

const menu = (
  title: string,
  icon: string,
  items: readonly (string | { value: string; title: string })[],
) => ({
  description: title,
  toolbar: { title, icon: icon as 'grow', items: [...items], dynamicTitle: true },
});

export default {
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    controls: { expanded: true },
    a11y: { test: 'error' },
    docs: { story: { inline: false, height: '640px' } },
    options: {
      storySort: {
        order: [
          'Start',
          'Theming',
          'Composition',
          'Accessibility',
          'Authenticator',
          'Sign in',
          ['Password', 'First factors', 'MFA'],
          'Sign up',
          'Reset password',
          'Account',
          'Session',
          'Parts',
          'Themes',
          'Hooks',
          'Fill in for me',
        ],
      },
    },
  },
  globalTypes: {
    look: menu('Theme', 'paintbrush', Object.keys(themes)),
    accent: menu('Accent', 'circle', Object.keys(accents)),
    corners: menu('Radius', 'button', Object.keys(corners)),
    direction: menu('Direction', 'transfer', [
      { value: 'locale', title: 'Direction of the language' },
      { value: 'ltr', title: 'Left to right' },
      { value: 'rtl', title: 'Right to left' },
    ]),
    width: menu('Width', 'grow', [
      { value: '100%', title: 'Full width' },
      { value: '320px', title: '320 px' },
      { value: '360px', title: '360 px' },
      { value: '640px', title: '640 px' },
    ]),
    locale: menu(
      'Language',
      'globe',
      Object.keys(locales).map((value) => ({
        value,
        title: new Intl.DisplayNames(value, { type: 'language' }).of(value) ?? value,
      })),
    ),
    helper: menu('Fill in for me', 'lightning', [
      { value: 'shown', title: 'Show “Fill in for me”' },
      { value: 'hidden', title: 'Hide “Fill in for me”' },
    ]),
  },
  initialGlobals: {
    look: 'Verdigris',
    accent: 'Theme default',
    corners: 'Theme default',
    direction: 'locale',
    width: '100%',
    locale: 'en',
    // Tests and screenshots fill in the forms themselves.
    helper: navigator.webdriver ? 'hidden' : 'shown',
  },
  loaders: [
    ({ parameters }) => createEnvironment(parameters['environment'] as EnvironmentOptions | undefined),
  ],
  afterEach: ({ loaded }) => environmentOf(loaded).focusLock.release(),
  decorators: [
    (Story, { loaded, args, globals, viewMode }) => {
      const environment = environmentOf(loaded);
      const language = localeOf(globals['locale']);
      const direction = globals['direction'] as 'ltr' | 'rtl' | 'locale';
      const locale = direction === 'locale' ? language : { ...language, direction };
      const appearance = { ...appearanceOf(globals), ...(args as { appearance?: object }).appearance };
      return (
        <CognitoProvider client={environment.cognito}>
          <main style={{ maxInlineSize: globals['width'] as string, marginInline: 'auto' }}>
            <Story args={{ layout: 'page', locale, ...args, appearance }} />
          </main>
          {globals['helper'] === 'shown' && viewMode === 'story' ? (
            <HelperPanel environment={environment} />
          ) : null}
        </CognitoProvider>
      );
    },
    withThemeByDataAttribute<ReactRenderer>({
      themes: { light: 'light', dark: 'dark', system: 'system' },
      defaultTheme: 'system',
      attributeName: 'data-page-scheme',
    }),
  ],
} satisfies Preview;
