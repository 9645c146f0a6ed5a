/** Proves the contrast of the theme's colours in both schemes, and the units and directions of its style sheets. */
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
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
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
] as const)('the contrast in the %s scheme', (name, scheme) => {
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
  ])(`the contrast of %s on %s is above 4.5 in the ${name} scheme`, (text, ground) => {
    expect(contrast(token(text, scheme), token(ground, scheme))).toBeGreaterThan(4.5);
  });

  it.each([
    ['input-border', 'surface'],
    ['ring', 'surface'],
    ['danger', 'surface'],
  ])(`the contrast of %s on %s is above 3 in the ${name} scheme`, (line, ground) => {
    expect(contrast(token(line, scheme), token(ground, scheme))).toBeGreaterThan(3);
  });
});

/** The style sheets except tokens.css. */
const sheets = [...readFileSync('src/styles.css', 'utf8').matchAll(/@import '\.(\/ui\/[^']+)'/g)]
  .map(([, path]) => `src${path}`)
  .filter((path) => !path.endsWith('tokens.css'));
const rules = sheets.map((path) => readFileSync(path, 'utf8')).join('');

it('styles.css imports all style sheets', () => {
  expect(sheets.length).toBeGreaterThan(5);
  expect(sheets).toContain('src/ui/session/session.css');
});

it('only tokens.css contains colours', () => {
  // A camera needs a QR code in black on white in each theme.
  const withoutQrCode = rules.replace(/:where\(\.ck-qr\) \{[^}]*\}/, '');
  expect(withoutQrCode.match(/#[0-9a-f]{3,8}\b/gi)).toBeNull();
});

it('no text, control or card has a size in pixels, so all grow with the browser’s text size', () => {
  const sizes =
    (css + rules).match(/(?:^|\s)(?:font|font-size|line-height|--ck-control|--ck-width): [^;]+/g) ?? [];
  expect(sizes.length).toBeGreaterThan(20);
  expect(sizes.filter((size) => /\dpx/.test(size))).toEqual([]);
});

it('no style sheet uses left or right, so all work from right to left', () => {
  expect(rules.match(/(?:margin|padding|border|inset)-(?:left|right)|^\s*(?:left|right):/gm)).toBeNull();
});
