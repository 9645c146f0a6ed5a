/** Every story has a local AWS of its own, in the page, and a client that talks to it: no mocks, no sockets. */
import { withThemeByDataAttribute } from '@storybook/addon-themes';
import type { Preview, ReactRenderer } from '@storybook/react-vite';
import { CognitoProvider } from 'cognito-kit';
import 'cognito-kit/styles.css';
import { brands, type Brand } from '../stories/support/brands.ts';
import { localeOf, locales } from '../stories/support/locales.ts';
import { createStage, stageOf, type StageOptions } from '../stories/support/stage.ts';
import './preview.css';

export default {
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    controls: { expanded: true },
    a11y: { test: 'error' },
    docs: { story: { inline: true } },
    options: {
      storySort: { order: ['Authenticator', 'Sign in', 'Sign up', 'Reset password', 'Account', 'Parts'] },
    },
  },
  globalTypes: {
    brand: {
      description: 'A theme, by --ck-* variables',
      toolbar: { title: 'Theme', icon: 'paintbrush', items: Object.keys(brands), dynamicTitle: true },
    },
    direction: {
      description: 'Writing direction',
      toolbar: { title: 'Direction', icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
    width: {
      description: 'Room for the component',
      toolbar: {
        title: 'Width',
        icon: 'grow',
        items: [
          { value: '100%', title: 'All of it' },
          { value: '320px', title: '320 px' },
          { value: '360px', title: '360 px' },
          { value: '640px', title: '640 px' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { brand: 'Verdigris', direction: 'ltr', width: '100%' },
  loaders: [({ parameters }) => createStage(parameters['stage'] as StageOptions | undefined)],
  decorators: [
    (Story, { loaded, args, globals }) => {
      const { cognito } = stageOf(loaded);
      const appearance = {
        colorScheme: 'inherit',
        variables: brands[globals['brand'] as Brand],
        ...(args as { appearance?: object }).appearance,
      };
      const locale = { ...localeOf(globals['locale']), direction: globals['direction'] as 'ltr' | 'rtl' };
      return (
        <CognitoProvider client={cognito}>
          <main style={{ maxInlineSize: globals['width'] as string, marginInline: 'auto' }}>
            <Story args={{ layout: 'page', locale, ...args, appearance }} />
          </main>
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
