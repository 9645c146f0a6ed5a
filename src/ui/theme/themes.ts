/** Further themes. Each is only a set of tokens, so an app can write its own in the same way. */
import type { Theme } from './appearance.ts';

/** Greys and no card, for a page with a design of its own. */
export const plainTheme = {
  variables: {
    canvas: 'light-dark(#fff, #121212)',
    surface: 'light-dark(#fff, #121212)',
    sunken: 'light-dark(#f4f4f4, #1e1e1e)',
    border: 'light-dark(#dedede, #3a3a3a)',
    'input-border': 'light-dark(#767676, #858585)',
    text: 'light-dark(#1a1a1a, #f2f2f2)',
    muted: 'light-dark(#595959, #b3b3b3)',
    accent: 'light-dark(#1a1a1a, #f2f2f2)',
    'accent-hover': 'light-dark(#404040, #d4d4d4)',
    'on-accent': 'light-dark(#fff, #121212)',
    'accent-soft': 'light-dark(#ececec, #2c2c2c)',
    ring: 'light-dark(#1a1a1a, #f2f2f2)',
    radius: '6px',
    'radius-card': '6px',
    'card-border': 'transparent',
    shadow: 'none',
  },
} as const satisfies Theme;

/** A contrast of at least 7 : 1 for all texts, and 2 px lines around all controls. */
export const highContrastTheme = {
  variables: {
    canvas: 'light-dark(#fff, #000)',
    surface: 'light-dark(#fff, #000)',
    sunken: 'light-dark(#fff, #000)',
    border: 'light-dark(#000, #fff)',
    'input-border': 'light-dark(#000, #fff)',
    text: 'light-dark(#000, #fff)',
    muted: 'light-dark(#1f1f1f, #e8e8e8)',
    accent: 'light-dark(#00277a, #ffd800)',
    'accent-hover': 'light-dark(#000, #fff)',
    'on-accent': 'light-dark(#fff, #000)',
    'accent-soft': 'light-dark(#e5ecff, #332b00)',
    ring: 'light-dark(#c2410c, #7dd3fc)',
    danger: 'light-dark(#8f0000, #ffb3b3)',
    'danger-soft': 'light-dark(#ffecec, #3d0000)',
    success: 'light-dark(#00481c, #8dffb0)',
    warning: 'light-dark(#4f2f00, #ffdc8a)',
    line: '2px',
    shadow: 'none',
  },
} as const satisfies Theme;

/**
 * A panel beside the card on pages that are at least 880 px wide. `panel-fill` takes any CSS background, also an image.
 */
export const brandPanelTheme = {
  variables: {
    canvas: 'var(--ck-surface)',
    'card-border': 'transparent',
    shadow: 'none',
    panel: '44%',
    'panel-fill':
      'radial-gradient(90% 60% at 20% 10%, #0d8f86 0%, transparent 70%), linear-gradient(160deg, #03635f, #012b2c)',
  },
} as const satisfies Theme;
