/**
 * Imports a module, and once more if that failed. Chromium remembers a failed module by its URL as long as the page
 * lives, so the retry adds a fragment, which is never sent. Bundlers with a loader of their own word the error without
 * "imported module", and retry themselves. https://github.com/whatwg/html/issues/6768
 * @param part Imports the module.
 * @returns The module.
 */
export async function importWithRetry<Part>(part: () => Promise<Part>): Promise<Part> {
  try {
    return await part();
  } catch (cause) {
    const [, address] = /imported module: (\S+)/.exec(String(cause)) ?? [];
    if (!address) throw cause;
    const again = `${address}#${performance.now()}`;
    return import(/* @vite-ignore */ /* webpackIgnore: true */ again) as Promise<Part>;
  }
}
