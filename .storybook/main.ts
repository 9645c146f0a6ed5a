/** Configures Storybook. The stories mirror src/ui and run real flows on the local AWS, in the page. */
import { fileURLToPath } from 'node:url';
import type { StorybookConfig } from '@storybook/react-vite';
import react from '@vitejs/plugin-react';
import { mergeConfig } from 'vite';

const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

export default {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
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
      // Browsers with light-dark() and :dir(). For older ones light-dark() is compiled away, and no scheme is inherited.
      build: { cssTarget: ['chrome123', 'firefox128', 'safari17.5'] },
      // Dependencies are bundled ahead, since Vite reloads the page under a running story when it discovers one later.
      optimizeDeps: {
        include: [
          '@aws-crypto/crc32',
          '@aws-crypto/crc32c',
          '@aws-sdk/client-s3',
          '@aws-sdk/credential-providers/dist-es/fromCognitoIdentity.js',
          '@aws-sdk/lib-storage',
          '@aws-sdk/xhr-http-handler',
          '@noble/hashes/legacy.js',
          '@simplewebauthn/server',
          '@tanstack/react-query',
          'fast-xml-parser',
          'jose',
          'lean-qr/nano',
          'otpauth',
          'react-dom/client',
        ],
      },
      resolve: {
        // Stories import the sources by the package names that users write.
        alias: [
          { find: /^cognito-kit$/, replacement: source('src/index.ts') },
          { find: /^cognito-kit\/(core|s3|storage)$/, replacement: source('src/$1.ts') },
          { find: /^cognito-kit\/locales\/(\w+)$/, replacement: source('src/ui/locales/$1.ts') },
          { find: /^cognito-kit\/styles\.css$/, replacement: source('src/styles.css') },
          { find: /^cognito-kit-local$/, replacement: source('local/src/index.ts') },
        ],
      },
    }),
} satisfies StorybookConfig;
