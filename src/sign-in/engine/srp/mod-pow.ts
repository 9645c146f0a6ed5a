/** Computes base^exponent mod N, in slices short enough for the page to stay responsive. */
import { N } from './srp-group.ts';

export interface ModPowWork {
  /** Lets the page handle events. Awaited between slices. */
  pause: () => Promise<unknown>;
  /** Multiplies modulo N. A test counts the calls. */
  multiply?: (a: bigint, b: bigint) => bigint;
}

/**
 * Windows of 5 bits in a slice, 6 multiplications each. At 100 µs for one (a phone, cold) that is about 6 ms. A count
 * instead of a time lets a test check the slices.
 */
const WINDOWS_PER_SLICE = 10;

/** Computes base^exponent mod N. For base 2 the table of powers is shifts, which cost next to nothing. */
export async function modPow(
  base: bigint,
  exponent: bigint,
  { pause, multiply = (a, b) => (a * b) % N }: ModPowWork,
): Promise<bigint> {
  await pause();
  const powers = [1n];
  for (let i = 1n; i < 32n; i++) {
    powers.push(base === 2n ? 1n << i : multiply(powers.at(-1) ?? 1n, base));
  }
  let result = 1n;
  let windows = 0;
  for (const digit of exponent.toString(32)) {
    if (windows++ % WINDOWS_PER_SLICE === 0) await pause();
    for (let i = 0; i < 5; i++) result = multiply(result, result);
    result = multiply(result, powers[Number.parseInt(digit, 32)] ?? 1n);
  }
  return result;
}

/** Gives the page its turn, without the 4 ms that browsers add to nested timers. */
export function yieldToPage(): Promise<unknown> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  return (
    scheduler?.yield?.() ??
    new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- only this starts the port as well
      port1.onmessage = () => resolve(port1.close());
      port2.postMessage(0);
    })
  );
}
