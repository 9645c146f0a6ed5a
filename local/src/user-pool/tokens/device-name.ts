/** Names operating system and browser of a User-Agent, so that users can distinguish their sessions. */
type Names = readonly (readonly [name: string, sign: RegExp])[];

/** Ordered: later entries also match the User-Agent of earlier ones. */
const systems: Names = [
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad|iPod/],
  ['ChromeOS', /CrOS/],
  ['macOS', /Mac OS X|Macintosh/],
  ['Linux', /Linux/],
];
const browsers: Names = [
  ['Edge', /Edg(?:A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Version\/.*Safari\//],
];

const nameIn = (names: Names, userAgent: string) => names.find(([, sign]) => sign.test(userAgent))?.[0];

/**
 * Returns the DeviceType. Assumption: AWS documents that it is derived from both and may be `unknown`, but not its
 * format.
 */
export function deviceName(userAgent = ''): string {
  const known = [nameIn(systems, userAgent), nameIn(browsers, userAgent)].filter(
    (name) => name !== undefined,
  );
  return known.join(', ') || 'unknown';
}
