/** Proves that a bundle contains only the languages that the app imports. */
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { en } from '../../../src/ui/locales/en.ts';
import { ko } from '../../../src/ui/locales/ko.ts';

describe('a bundle of the components', () => {
  const bundle = async (contents: string) => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: process.cwd(), loader: 'tsx' },
      bundle: true,
      write: false,
      format: 'esm',
      jsx: 'automatic',
      splitting: true,
      outdir: 'out',
      charset: 'utf8',
      packages: 'external',
    });
    return outputFiles.map(({ text }) => text).join('\n');
  };

  it('a bundle without a locale import contains English only', async () => {
    const code = await bundle(`export { Authenticator, createCognito } from './src/index.ts'`);
    expect(code).toContain(en.signIn.password.heading);
    expect(code).not.toContain(ko.signIn.password.heading);
  });

  it('a bundle contains a second language when the app imports it', async () => {
    const code = await bundle(`
      export { Authenticator } from './src/index.ts';
      export const load = () => import('./src/ui/locales/ko.ts');
    `);
    expect(code).toContain(ko.signIn.password.heading);
  });
});
