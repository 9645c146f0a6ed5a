/** How a component looks, beyond the style sheet: its colour scheme, its `--ck-*` variables, classes on its parts. */
import type { CSSProperties } from 'react';

/** The tokens of the theme, without their `--ck-` prefix. */
export type ThemeVariable =
  | 'canvas'
  | 'surface'
  | 'sunken'
  | 'border'
  | 'input-border'
  | 'text'
  | 'muted'
  | 'accent'
  | 'accent-hover'
  | 'on-accent'
  | 'accent-soft'
  | 'ring'
  | 'danger'
  | 'danger-soft'
  | 'success'
  | 'warning'
  | 'radius'
  | 'radius-card'
  | 'control'
  | 'width'
  | 'gap'
  | 'pad'
  | 'font'
  | 'mono'
  | 'duration';

/** The parts that take a class of the app's own; a part's name is also its `data-part` and its `.ck-*` class. */
export type PartName =
  | 'badge'
  | 'button'
  | 'card'
  | 'chip'
  | 'chip-name'
  | 'control'
  | 'field'
  | 'field-error'
  | 'foot'
  | 'form'
  | 'heading'
  | 'hint'
  | 'input'
  | 'label'
  | 'label-row'
  | 'lead'
  | 'link'
  | 'message'
  | 'optional'
  | 'qr'
  | 'root'
  | 'row'
  | 'rule'
  | 'rules'
  | 'secret'
  | 'step'
  | 'summary'
  | 'summary-heading'
  | 'thread'
  | 'toggle';

export interface Appearance {
  /** `auto` (the default) follows the system, `inherit` the element around. */
  colorScheme?: 'auto' | 'light' | 'dark' | 'inherit';
  /** Such as `{ accent: '#5b21b6', radius: '4px' }`. A colour for both schemes: `light-dark(#5b21b6, #c4b5fd)`. */
  variables?: Partial<Record<ThemeVariable, string>>;
  /** Classes added to parts, such as `{ card: 'shadow-none' }`. */
  classes?: Partial<Record<PartName, string>>;
}

/** Variables as the style of the root. React sets it through the CSSOM, so a strict CSP allows it. */
export function toStyle(variables: Appearance['variables'] = {}): CSSProperties {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [`--ck-${name}`, value]));
}
