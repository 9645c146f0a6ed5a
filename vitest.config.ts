import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { launchOptions } from './scripts/browser.mjs';
import { tally } from './scripts/tally.mjs';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Maps the package names that users import to the sources. */
const alias = [
  { find: /^cognito-kit$/, replacement: source('src/index.ts') },
  { find: /^cognito-kit\/(core|s3|server|storage|identity-js)$/, replacement: source('src/$1.ts') },
  { find: /^cognito-kit\/locales\/(\w+)$/, replacement: source('src/ui/locales/$1.ts') },
  { find: /^cognito-kit\/styles\.css$/, replacement: source('src/styles.css') },
  { find: /^cognito-kit-local$/, replacement: source('local/src/index.ts') },
  { find: /^cognito-kit-local\/node$/, replacement: source('local/src/node.ts') },
];

/**
 * A project of tests in Node. `isolate` gives each file its own modules, for libraries with global state. The kit has
 * none, so its test files share their imports.
 */
const node = (name: string, include: string[], isolate = false): TestProjectConfiguration => ({
  resolve: { alias },
  test: {
    name,
    include,
    isolate,
    environment: 'node',
    // Milliseconds; longer than the default, since two cores may be busy with other files.
    testTimeout: 20_000,
    setupFiles: ['test/support/long-run.ts'],
  },
});

/**
 * Maps React to the oldest version that the kit supports, for the tests and for libraries that import React. The testing
 * library is mapped to its ES module, since aliases apply to `import` and not to `require`.
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
    // Milliseconds. A whole sign-in is slow when two cores are busy.
    testTimeout: 20_000,
    setupFiles: ['test/unit/setup.ts'],
    env: { REACT_MAJOR: major },
    // Inlined, so the aliases apply. Loaded by Node, they would import another React.
    server: { deps: { inline: [/@testing-library\/react/, /@tanstack\/react-query/] } },
  },
});

const projects: TestProjectConfiguration[] = [
  node('architecture', ['test/architecture.test.ts']),
  node('unit', ['test/unit/**/*.test.ts']),
  node('local', ['test/local/**/*.test.ts']),
  node('flows', ['test/flows/**/!(secrets-in-memory).test.ts']),
  // Isolated, so its heap is small and a heap snapshot is quick.
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

// Two workers. The default leaves one of two cores to Vitest itself, which has little to do.
export default defineConfig({
  test: { maxWorkers: 2, reporters: ['default', tally()], passWithNoTests: true, projects },
});
