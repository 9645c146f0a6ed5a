/**
 * Imports a module, and once more where that failed. Chromium keeps a module's failure for as long as the page lives, by
 * its address, so another try needs another one; a fragment is never sent. Bundlers that load files by means of their own
 * say nothing of an "imported module", and ask again by themselves. https://github.com/whatwg/html/issues/6768
 */
export async function importAgain<Part>(part: () => Promise<Part>): Promise<Part> {
  try {
    return await part();
  } catch (cause) {
    const [, address] = /imported module: (\S+)/.exec(String(cause)) ?? [];
    if (!address) throw cause;
    const again = `${address}#${performance.now()}`;
    return import(/* @vite-ignore */ /* webpackIgnore: true */ again) as Promise<Part>;
  }
}
