/** Operating system and browser by a User-Agent: enough to tell one's own sessions apart. */
type Names = readonly (readonly [name: string, sign: RegExp])[];

/** In this order, since newer ones claim to be older ones too. */
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

/** (?) AWS says that it is derived from both and may be `unknown`, not what it looks like. */
export function deviceName(userAgent = ''): string {
  const known = [nameIn(systems, userAgent), nameIn(browsers, userAgent)].filter(
    (name) => name !== undefined,
  );
  return known.join(', ') || 'unknown';
}
