/** Plays a program and says what broke. The same program always plays the same. */
import type { Program } from './program.ts';
import { createBrowser, type Browser, type Without } from './world/browser.ts';
import { fates } from './world/network.ts';
import { Broken, type Rule } from './world/broken.ts';
import { createRandom } from './world/random.ts';
import { createService, type Rotation, type Service } from './world/service.ts';

export interface Outcome {
  /** The first rule that was broken, and how. */
  broken: { rule: Rule; message: string } | undefined;
  log: readonly string[];
}

/** Made once: a local AWS takes longer to make than to put back. */
const services = new Map<Rotation, Promise<Service>>();
const serviceOf = (rotation: Rotation) => {
  const service = services.get(rotation) ?? createService(rotation);
  services.set(rotation, service);
  return service;
};

export async function run(program: Program, without: Without = {}): Promise<Outcome> {
  const browser = createBrowser(program, await serviceOf(program.rotation), without);
  const over = () => browser.broken.length > 0;
  await browser.start();
  for (const { deed, steps, salt } of program.commands) {
    const random = createRandom(salt);
    await browser.act(deed);
    for (let step = 0; step < steps && !over(); step++) {
      const fate = random.below(100) < program.trouble ? 1 + random.below(fates.length - 1) : 0;
      if (!(await browser.step(random.below(1 << 20), fate))) break;
    }
    if (over()) break;
  }
  if (!over()) await browser.rest();
  if (!over()) await audit(browser, program);
  const [first] = browser.broken;
  return { broken: first && { rule: first.rule, message: first.message }, log: browser.log };
}

/** Whoever is signed in still is, in every tab; and who signs out is gone from all. */
async function audit(browser: Browser, { seed: salt }: Program) {
  const tabs = browser.tabs();
  const one = tabs[salt % tabs.length]!;
  const held = browser.storeOf(one.id);
  const keeps = held && browser.service.isAlive(held.origin) && browser.service.isCurrent(held.refreshToken);
  one.getTokens(true);
  await browser.rest();
  if (browser.broken.length > 0) return;
  if (keeps && !browser.seen.fullStore && browser.storeOf(one.id)?.origin !== held.origin) {
    browser.broken.push(new Broken('lost', `${held.origin.slice(0, 8)} could still be renewed`));
    return;
  }
  for (const tab of tabs) tab.getCredentials(false);
  await browser.rest();
  if (browser.broken.length > 0) return;
  await browser.act({ do: 'sign out', tab: tabs.indexOf(one), everywhere: false });
  await browser.rest();
}
