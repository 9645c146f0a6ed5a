/** The theme's colours, computed: what must be read can be, in both schemes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/ui/theme/tokens.css', 'utf8');
const token = (name: string, scheme: 0 | 1) => {
  const pair = new RegExp(`--ck-${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css);
  const hex = pair?.[scheme + 1] ?? '';
  return hex.length === 4 ? hex.replace(/\w/g, '$&$&') : hex;
};

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s scheme', (_, scheme) => {
  it.each([
    ['text', 'surface'],
    ['text', 'sunken'],
    ['text', 'canvas'],
    ['muted', 'surface'],
    ['muted', 'canvas'],
    ['accent', 'surface'],
    ['accent', 'sunken'],
    ['accent', 'accent-soft'],
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
    ['danger', 'surface'],
    ['danger', 'danger-soft'],
    ['success', 'surface'],
    ['warning', 'sunken'],
  ])('%s is read on %s', (text, ground) => {
    expect(contrast(token(text, scheme), token(ground, scheme))).toBeGreaterThan(4.5);
  });

  it.each([
    ['input-border', 'surface'],
    ['ring', 'surface'],
    ['danger', 'surface'],
  ])('%s is seen on %s', (line, ground) => {
    expect(contrast(token(line, scheme), token(ground, scheme))).toBeGreaterThan(3);
  });
});

/** Every sheet but the tokens. */
const sheets = [...readFileSync('src/styles.css', 'utf8').matchAll(/@import '\.(\/ui\/[^']+)'/g)]
  .map(([, path]) => `src${path}`)
  .filter((path) => !path.endsWith('tokens.css'));
const all = sheets.map((path) => readFileSync(path, 'utf8')).join('');

it('all sheets are looked at', () => {
  expect(sheets.length).toBeGreaterThan(5);
  expect(sheets).toContain('src/ui/session/session.css');
});

it('each colour is written once, and nowhere else but in the tokens', () => {
  // A camera needs black on white, whatever the theme.
  const others = all.replace(/:where\(\.ck-qr\) \{[^}]*\}/, '');
  expect(others.match(/#[0-9a-f]{3,8}\b/gi)).toBeNull();
});

it('grows with the text size of the browser: no type, control or card is sized in pixels', () => {
  const sizes =
    (css + all).match(/(?:^|\s)(?:font|font-size|line-height|--ck-control|--ck-width): [^;]+/g) ?? [];
  expect(sizes.length).toBeGreaterThan(20);
  expect(sizes.filter((size) => /\dpx/.test(size))).toEqual([]);
});

it('is right for both directions: nothing is left or right but what never turns', () => {
  expect(all.match(/(?:margin|padding|border|inset)-(?:left|right)|^\s*(?:left|right):/gm)).toBeNull();
});
