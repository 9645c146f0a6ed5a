/** Builds the demo with the built kit, or with its sources in `--mode source`. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { localAws } from './local-aws-plugin.ts';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => {
  const source = mode === 'source';
  const entry = (name: string) => from(source ? `../src/${name}.ts` : `../dist/${name}.js`);
  return {
    root: from('.'),
    plugins: [react(), localAws()],
    resolve: {
      alias: [
        { find: /^cognito-kit$/, replacement: entry('index') },
        {
          find: /^cognito-kit\/styles\.css$/,
          replacement: from(source ? '../src/styles.css' : '../dist/styles.css'),
        },
        { find: /^cognito-kit\/(core|s3|storage|identity-js)$/, replacement: entry('$1') },
      ],
      dedupe: ['react', 'react-dom', '@tanstack/react-query'],
    },
    build: { target: 'es2022', chunkSizeWarningLimit: 800 },
  };
});
