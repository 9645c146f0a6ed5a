/** Proves that the built kit, with AWS's credential provider, bundles with esbuild, rollup, webpack and Vite. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { build as esbuild } from 'esbuild';
import { rollup } from 'rollup';
import { build as vite } from 'vite';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import webpack from 'webpack';

const dist = join(process.cwd(), 'dist');
const app = `
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Authenticator, CognitoProvider, createCognito } from 'cognito-kit';
import { useObjects } from 'cognito-kit/s3';
const cognito = createCognito({
  userPoolId: 'eu-west-1_Ab12Cd34E', clientId: '1example23456789', identityPoolId: 'eu-west-1:00000000-0000-4000-8000-000000000000',
});
const Files = () => String(useObjects({ bucket: 'b', prefix: '' }).status);
createRoot(document.body).render(createElement(CognitoProvider, { client: cognito }, createElement(Authenticator, null, createElement(Files))));
`;
const alias = { 'cognito-kit/s3': join(dist, 's3.js'), 'cognito-kit': join(dist, 'index.js') };

let folder = '';
let entry = '';
beforeAll(() => {
  folder = mkdtempSync(join(process.cwd(), 'node_modules/.cache/bundlers-'));
  entry = join(folder, 'app.js');
  writeFileSync(entry, app);
});

/** Expects the code of all chunks together to contain AWS's provider and the kit. */
const expectWholeApp = (code: string) => {
  expect(code).toContain('GetCredentialsForIdentity');
  expect(code).toContain('AWSCognitoIdentityProviderService');
};

/** Expects a production build to leave out the explanations of a wrong config. */
const expectTerse = (code: string) => {
  expect(code).toContain('createCognito cannot use this config.');
  expect(code).not.toContain('Did you mean');
  expect(code).not.toContain('Copy the User pool ID');
};

afterEach(() => void vi.unstubAllEnvs());

describe('the built kit', { timeout: 60_000 }, () => {
  it('bundles with esbuild', async () => {
    const { outputFiles, warnings } = await esbuild({
      entryPoints: [entry],
      alias,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'browser',
      outdir: join(folder, 'esbuild'),
      write: false,
      logLevel: 'silent',
    });
    expect(warnings).toEqual([]);
    expectWholeApp(outputFiles.map((file) => file.text).join('\n'));
  });

  it('bundles with rollup', async () => {
    const bundle = await rollup({
      input: entry,
      plugins: [
        {
          name: 'kit',
          resolveId: (id) => (id in alias ? alias[id as keyof typeof alias] : null),
        },
        nodeResolve({ browser: true, preferBuiltins: false }),
        commonjs(),
        json(),
      ],
      onwarn: () => {},
    });
    const { output } = await bundle.generate({ format: 'es' });
    expectWholeApp(output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n'));
    const unresolved = output.flatMap((chunk) => ('imports' in chunk ? chunk.imports : []));
    expect(unresolved.filter((id) => !id.endsWith('.js'))).toEqual([]);
  });

  it('bundles with webpack', async () => {
    const compiler = webpack({
      mode: 'production',
      entry,
      target: 'web',
      resolve: { alias: Object.fromEntries(Object.entries(alias).map(([id, path]) => [`${id}$`, path])) },
      output: { path: join(folder, 'webpack') },
      optimization: { minimize: false },
      performance: false,
    });
    const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
      compiler.run((error, result) => (error ? reject(error) : resolve(result)));
    });
    expect(stats?.toJson({ all: false, errors: true }).errors).toEqual([]);
    const files = readdirSync(join(folder, 'webpack'));
    const code = files.map((name) => readFileSync(join(folder, 'webpack', name), 'utf8')).join('\n');
    expectWholeApp(code);
    expectTerse(code);
  }, 60_000);

  it('bundles with Vite', async () => {
    // Vite takes the mode of the test run otherwise.
    vi.stubEnv('NODE_ENV', 'production');
    const result = await vite({
      configFile: false,
      logLevel: 'silent',
      resolve: {
        alias: Object.entries(alias).map(([id, path]) => ({
          find: new RegExp(`^${id}$`),
          replacement: path,
        })),
      },
      build: { write: false, minify: false, rolldownOptions: { input: entry } },
    });
    const { output } = (Array.isArray(result) ? result[0] : result) as import('vite').Rolldown.RolldownOutput;
    const code = output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n');
    expectWholeApp(code);
    expectTerse(code);
  }, 60_000);
});
