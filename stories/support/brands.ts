/** Themes for the toolbar: what a few --ck-* variables do. */
import type { Appearance } from 'cognito-kit';

export const brands = {
  Verdigris: {},
  Plum: {
    accent: 'light-dark(#6b21a8, #d8b4fe)',
    'accent-hover': 'light-dark(#581c87, #e9d5ff)',
    'on-accent': 'light-dark(#fff, #2e0a4a)',
    'accent-soft': 'light-dark(#f3e8ff, #3b1558)',
    ring: 'light-dark(#7e22ce, #d8b4fe)',
    radius: '22px',
  },
  Ink: {
    accent: 'light-dark(#111, #f4f4f4)',
    'accent-hover': 'light-dark(#333, #fff)',
    'on-accent': 'light-dark(#fff, #111)',
    'accent-soft': 'light-dark(#eee, #2a2a2a)',
    ring: 'light-dark(#111, #f4f4f4)',
    radius: '2px',
    'radius-card': '4px',
  },
} as const satisfies Record<string, NonNullable<Appearance['variables']>>;

export type Brand = keyof typeof brands;
