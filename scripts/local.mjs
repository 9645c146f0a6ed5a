// @ts-check
/** `npm run local -- --port N [--data DIR] [--config FILE]`: the local AWS alone. */
import { buildLocalIfStale } from './build.mjs';
import { installMissing } from './install.mjs';

installMissing();
buildLocalIfStale();
// By URL, since on a clean clone there is no build yet for the type checker to follow it into.
await import(new URL('../local/bin/cognito-kit-local.js', import.meta.url).href);
