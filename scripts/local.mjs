// @ts-check
/** `npm run local -- --port N [--data DIR] [--config FILE]`: starts the local AWS without the demo. */
import { buildLocalIfStale } from './build.mjs';
import { installMissing } from './install.mjs';

installMissing();
buildLocalIfStale();
// Imported by URL, because on a clean clone the type checker finds no build to follow.
await import(new URL('../local/bin/cognito-kit-local.js', import.meta.url).href);
