import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { launchOptions } from './scripts/browser.mjs';
import { tally } from './scripts/tally.mjs';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Tests run on the sources, by the names that users import. */
const alias = [
  { find: /^cognito-kit$/, replacement: source('src/index.ts') },
  { find: /^cognito-kit\/(core|s3|server|storage|identity-js)$/, replacement: source('src/$1.ts') },
  { find: /^cognito-kit\/locales\/(\w+)$/, replacement: source('src/ui/locales/$1.ts') },
  { find: /^cognito-kit\/styles\.css$/, replacement: source('src/styles.css') },
  { find: /^cognito-kit-local$/, replacement: source('local/src/index.ts') },
  { find: /^cognito-kit-local\/node$/, replacement: source('local/src/node.ts') },
];

/** `isolate`: for libraries that keep state of their own. Ours keeps none, so that its files share what they import. */
const node = (name: string, include: string[], isolate = false): TestProjectConfiguration => ({
  resolve: { alias },
  test: {
    name,
    include,
    isolate,
    environment: 'node',
    // Longer than the default: two cores may be busy with other files.
    testTimeout: 20_000,
    setupFiles: ['test/support/thorough.ts'],
  },
});

/**
 * The same tests on the oldest React that the kit takes, for whoever imports one: libraries as well. The testing library
 * by the file of it that imports and does not require, since only that asks here.
 */
const react18 = [
  ...['react-dom', 'react'].map((name) => ({
    find: new RegExp(`^${name}(?=/|$)`),
    replacement: source(`test/react-18/node_modules/${name}`),
  })),
  {
    find: /^@testing-library\/react$/,
    replacement: source('node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
  },
];

const dom = (name: string, major: string, aliases: typeof alias): TestProjectConfiguration => ({
  plugins: [react()],
  resolve: { alias: aliases },
  test: {
    name,
    environment: 'jsdom',
    include: ['test/unit/**/*.test.tsx'],
    // As above: a whole way in takes its time where two cores are busy.
    testTimeout: 20_000,
    setupFiles: ['test/unit/setup.ts'],
    env: { REACT_MAJOR: major },
    // Left to Node, they would import a React of their own choice.
    server: { deps: { inline: [/@testing-library\/react/, /@tanstack\/react-query/] } },
  },
});

const projects: TestProjectConfiguration[] = [
  node('architecture', ['test/architecture.test.ts']),
  node('unit', ['test/unit/**/*.test.ts']),
  node('local', ['test/local/**/*.test.ts']),
  node('flows', ['test/flows/**/!(secrets-in-memory).test.ts']),
  // A heap of its own, which is small and of which a snapshot is quick.
  node('heap', ['test/flows/secrets-in-memory.test.ts'], true),
  node('conformance', ['test/conformance/**/*.test.ts'], true),
  node('package', ['test/package/**/*.test.ts']),
  node('model', ['test/model/**/*.test.ts']),
  dom('dom', '19', alias),
  dom('dom-react-18', '18', [...alias, ...react18]),
  {
    resolve: { alias },
    test: {
      name: 'types',
      include: [],
      typecheck: {
        enabled: true,
        only: true,
        ignoreSourceErrors: true,
        include: ['test/types/**/*.test-d.{ts,tsx}'],
      },
    },
  },
];

if (existsSync(source('.storybook/main.ts'))) {
  projects.push({
    plugins: [storybookTest({ configDir: '.storybook' })],
    test: {
      name: 'stories',
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: await launchOptions() }),
        instances: [{ browser: 'chromium' }],
      },
    },
  });
}

// Two workers: by default one of two cores is left to Vitest itself, which has little to do.
export default defineConfig({
  test: { maxWorkers: 2, reporters: ['default', tally()], passWithNoTests: true, projects },
});
