/** Waits until fake-indexeddb has run its pending requests and transactions. */
export const settleDatabase = async () => {
  for (let turn = 0; turn < 200; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
};
