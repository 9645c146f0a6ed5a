/** The themes, accents and radii of the toolbar. Each is a set of tokens. */
import { brandPanelTheme, highContrastTheme, plainTheme, type Appearance, type Theme } from 'cognito-kit';

/** Maps the tokens of shadcn/ui and Tailwind apps to the kit's, with their values for light and dark. */
export const shadcnTheme = {
  colorScheme: 'inherit',
  variables: {
    canvas: 'var(--background)',
    surface: 'var(--card)',
    sunken: 'var(--muted)',
    border: 'var(--border)',
    'input-border': 'var(--input)',
    text: 'var(--card-foreground)',
    muted: 'var(--muted-foreground)',
    accent: 'var(--primary)',
    'accent-hover': 'color-mix(in oklab, var(--primary) 88%, var(--background))',
    'on-accent': 'var(--primary-foreground)',
    'accent-soft': 'var(--secondary)',
    ring: 'var(--ring)',
    danger: 'var(--destructive)',
    'danger-soft': 'color-mix(in oklab, var(--destructive) 10%, var(--card))',
    radius: 'var(--radius)',
    'radius-card': 'calc(var(--radius) + 4px)',
    font: 'var(--font-sans, system-ui, sans-serif)',
  },
} as const satisfies Theme;

export const themes = {
  Verdigris: {},
  Plain: plainTheme,
  'High contrast': highContrastTheme,
  'Brand panel': brandPanelTheme,
  'Mapped from shadcn/ui': shadcnTheme,
} as const satisfies Record<string, Theme>;

type Variables = NonNullable<Appearance['variables']>;

export const accents = {
  'Theme default': {},
  Blue: {
    accent: 'light-dark(#1d4ed8, #93b4ff)',
    'accent-hover': 'light-dark(#1e3a9e, #b7ccff)',
    'on-accent': 'light-dark(#fff, #0a1a4a)',
    'accent-soft': 'light-dark(#e3eaff, #16264f)',
    ring: 'light-dark(#2563eb, #93b4ff)',
  },
  Plum: {
    accent: 'light-dark(#6b21a8, #d8b4fe)',
    'accent-hover': 'light-dark(#581c87, #e9d5ff)',
    'on-accent': 'light-dark(#fff, #2e0a4a)',
    'accent-soft': 'light-dark(#f3e8ff, #3b1558)',
    ring: 'light-dark(#7e22ce, #d8b4fe)',
  },
  Rose: {
    accent: 'light-dark(#be123c, #fda4b4)',
    'accent-hover': 'light-dark(#9f1239, #fecdd5)',
    'on-accent': 'light-dark(#fff, #4a0416)',
    'accent-soft': 'light-dark(#ffe4e8, #4c0d1e)',
    ring: 'light-dark(#e11d48, #fda4b4)',
  },
  Ink: {
    accent: 'light-dark(#111, #f4f4f4)',
    'accent-hover': 'light-dark(#333, #fff)',
    'on-accent': 'light-dark(#fff, #111)',
    'accent-soft': 'light-dark(#eee, #2a2a2a)',
    ring: 'light-dark(#111, #f4f4f4)',
  },
} as const satisfies Record<string, Variables>;

export const corners = {
  'Theme default': {},
  Square: { radius: '0px', 'radius-card': '0px' },
  Small: { radius: '4px', 'radius-card': '6px' },
  Large: { radius: '14px', 'radius-card': '24px' },
  Round: { radius: '22px', 'radius-card': '28px' },
} as const satisfies Record<string, Variables>;

const lookUp = <Value>(table: Readonly<Record<string, Value>>, name: unknown): Value | undefined =>
  table[String(name)];

/** Returns the appearance that the toolbar selects. */
export const appearanceOf = (globals: Record<string, unknown>): Appearance => ({
  colorScheme: 'inherit',
  theme: lookUp<Theme>(themes, globals['look']) ?? {},
  variables: {
    ...lookUp<Variables>(accents, globals['accent']),
    ...lookUp<Variables>(corners, globals['corners']),
  },
});
