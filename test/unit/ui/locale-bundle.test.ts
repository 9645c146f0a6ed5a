/** Nobody downloads a language that they do not speak. */
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { en } from '../../../src/ui/locales/en.ts';
import { ko } from '../../../src/ui/locales/ko.ts';

describe('a bundle', () => {
  const bundled = async (contents: string) => {
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

  it('with one language has no other', async () => {
    const code = await bundled(`export { Authenticator, createCognito } from './src/index.ts'`);
    expect(code).toContain(en.signIn.password.heading);
    expect(code).not.toContain(ko.signIn.password.heading);
  });

  it('has a second where it is imported', async () => {
    const code = await bundled(`
      export { Authenticator } from './src/index.ts';
      export const load = () => import('./src/ui/locales/ko.ts');
    `);
    expect(code).toContain(ko.signIn.password.heading);
  });
});
