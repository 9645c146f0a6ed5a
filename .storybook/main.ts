/** Storybook: the stories mirror src/ui and run real flows on the local AWS, in the page. */
import { fileURLToPath } from 'node:url';
import type { StorybookConfig } from '@storybook/react-vite';
import react from '@vitejs/plugin-react';
import { mergeConfig } from 'vite';

const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

export default {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.stories.tsx', '../stories/**/*.mdx'],
  addons: [
    '@storybook/addon-docs',
    '@storybook/addon-a11y',
    '@storybook/addon-themes',
    '@storybook/addon-vitest',
  ],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (config) =>
    mergeConfig(config, {
      plugins: [react()],
      resolve: {
        // On the sources, by the names that users import.
        alias: [
          { find: /^cognito-kit$/, replacement: source('src/index.ts') },
          { find: /^cognito-kit\/(core|s3)$/, replacement: source('src/$1.ts') },
          { find: /^cognito-kit\/styles\.css$/, replacement: source('src/styles.css') },
          { find: /^cognito-kit-local$/, replacement: source('local/src/index.ts') },
        ],
      },
    }),
} satisfies StorybookConfig;
