/** Plays a program and returns the first broken rule. The same program always gives the same result. */
import type { Program } from './program.ts';
import { createBrowser, type Browser, type Without } from './simulation/browser.ts';
import { fates } from './simulation/network.ts';
import { BrokenRule, type Rule } from './simulation/broken-rule.ts';
import { createRandom } from './simulation/random.ts';
import { createService, type Rotation, type Service } from './simulation/service.ts';

export interface Outcome {
  /** The first broken rule and its details. */
  broken: { rule: Rule; message: string } | undefined;
  log: readonly string[];
}

/** The local AWS of each rotation setting. Creating one takes longer than resetting it. */
const services = new Map<Rotation, Promise<Service>>();
const serviceOf = (rotation: Rotation) => {
  const service = services.get(rotation) ?? createService(rotation);
  services.set(rotation, service);
  return service;
};

export async function run(program: Program, without: Without = {}): Promise<Outcome> {
  const browser = createBrowser(program, await serviceOf(program.rotation), without);
  const hasBroken = () => browser.broken.length > 0;
  await browser.start();
  for (const { action, steps, salt } of program.commands) {
    const random = createRandom(salt);
    await browser.act(action);
    for (let step = 0; step < steps && !hasBroken(); step++) {
      const fate = random.below(100) < program.trouble ? 1 + random.below(fates.length - 1) : 0;
      if (!(await browser.step(random.below(1 << 20), fate))) break;
    }
    if (hasBroken()) break;
  }
  if (!hasBroken()) await browser.rest();
  if (!hasBroken()) await audit(browser, program);
  const [first] = browser.broken;
  return { broken: first && { rule: first.rule, message: first.message }, log: browser.log };
}

/** Checks at the end that a signed-in user is signed in in every tab, and that a sign-out reaches all tabs. */
async function audit(browser: Browser, { seed: salt }: Program) {
  const tabs = browser.tabs();
  const one = tabs[salt % tabs.length]!;
  const stored = browser.storeOf(one.id);
  const isRenewable =
    stored && browser.service.isAlive(stored.origin) && browser.service.isCurrent(stored.refreshToken);
  one.getTokens(true);
  await browser.rest();
  if (browser.broken.length > 0) return;
  if (isRenewable && !browser.conditions.fullStore && browser.storeOf(one.id)?.origin !== stored.origin) {
    browser.broken.push(new BrokenRule('lost', `${stored.origin.slice(0, 8)} could still be renewed`));
    return;
  }
  for (const tab of tabs) tab.getCredentials(false);
  await browser.rest();
  if (browser.broken.length > 0) return;
  await browser.act({ do: 'sign out', tab: tabs.indexOf(one), everywhere: false });
  await browser.rest();
}
