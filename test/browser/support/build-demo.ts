/** Builds the demo once, before Playwright starts any worker. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export default async function buildDemo() {
  for (const built of ['dist/index.js', 'local/dist/node.js']) {
    if (!existsSync(root + built)) {
      throw new Error(
        `${built} is missing. Browser tests run on the built packages. Run \`npm run build\` first.`,
      );
    }
  }
  await build({ root: `${root}demo`, mode: 'production', logLevel: 'warn' });
}
