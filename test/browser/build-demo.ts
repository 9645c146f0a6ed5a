/** Builds the demo once, before any worker starts. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

export default async function buildDemo() {
  for (const built of ['dist/index.js', 'local/dist/node.js']) {
    if (!existsSync(root + built)) {
      throw new Error(
        `${built} is missing, and browser tests run on what is built. Run \`npm run build\` first.`,
      );
    }
  }
  await build({ root: `${root}demo`, mode: 'production', logLevel: 'warn' });
}
