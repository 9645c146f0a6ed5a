// @ts-check
/** A Playwright reporter that counts outcomes for the closing line of `npm test`. */
import { writeFileSync } from 'node:fs';

export default class Tally {
  #errors = 0;
  /** @type {import('@playwright/test/reporter').Suite | undefined} */
  #suite;

  onBegin(/** @type {unknown} */ _config, /** @type {import('@playwright/test/reporter').Suite} */ suite) {
    this.#suite = suite;
  }

  onError() {
    this.#errors += 1;
  }

  onEnd() {
    const file = process.env['TALLY_FILE'];
    if (!file) return;
    const outcomes = (this.#suite?.allTests() ?? []).map((test) => test.outcome());
    const count = (/** @type {string[]} */ ...kinds) =>
      outcomes.filter((kind) => kinds.includes(kind)).length;
    const total = {
      passed: count('expected'),
      failed: count('unexpected', 'flaky') + this.#errors,
      skipped: count('skipped'),
    };
    writeFileSync(file, JSON.stringify(total));
  }
}
