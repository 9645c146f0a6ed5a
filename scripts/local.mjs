// @ts-check
/** `npm run local -- --port N [--data DIR] [--config FILE]`: the local AWS alone. */
import { buildLocalIfStale } from './build.mjs';
import { installMissing } from './install.mjs';

installMissing();
buildLocalIfStale();
await import('../local/bin/cognito-kit-local.js');
