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
  | 'duration'
  | 'line'
  | 'shadow'
  | 'card-border'
  | 'panel'
  | 'panel-fill';

/** The parts that take a class of the app's own; a part's name is also its `data-part` and its `.ck-*` class. */
export type PartName =
  | 'avatar'
  | 'badge'
  | 'button'
  | 'card'
  | 'chip'
  | 'chip-name'
  | 'close'
  | 'control'
  | 'dialog'
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
  | 'menu'
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
  /** A set of tokens to begin with, such as `plainTheme`; what stands beside it wins. */
  theme?: Theme;
  /** `auto` (the default) follows the system, `inherit` the element around. */
  colorScheme?: 'auto' | 'light' | 'dark' | 'inherit';
  /**
   * Such as `{ accent: 'light-dark(#5b21b6, #c4b5fd)', radius: '4px' }`, a colour for each scheme. With an `accent` come
   * `accent-hover`, `accent-soft` and `ring` that are made of it, unless they are given too.
   */
  variables?: Partial<Record<ThemeVariable, string>>;
  /** Classes added to parts, such as `{ card: 'shadow-none' }`. */
  classes?: Partial<Record<PartName, string>>;
}

export type Theme = Omit<Appearance, 'theme'>;

type Variables = Appearance['variables'];

/** What an accent alone makes of the colours that belong to it. A text on it has to be chosen: `on-accent`. */
const followers: Variables = {
  'accent-hover': 'color-mix(in oklab, var(--ck-accent) 85%, var(--ck-text))',
  'accent-soft': 'color-mix(in oklab, var(--ck-accent) 12%, var(--ck-surface))',
  ring: 'var(--ck-accent)',
};
const followed = (variables: Variables): Variables =>
  variables?.accent === undefined ? variables : { ...followers, ...variables };

/** The theme with what stands beside it; classes of both are kept. */
export function withTheme({ theme, ...own }: Appearance): Theme {
  const variables = followed(own.variables);
  if (!theme) return variables ? { ...own, variables } : own;
  const names = Object.keys({ ...theme.classes, ...own.classes }) as PartName[];
  const classesOf = (name: PartName) =>
    [theme.classes?.[name], own.classes?.[name]].filter(Boolean).join(' ');
  return {
    ...theme,
    ...own,
    variables: { ...followed(theme.variables), ...variables },
    classes: Object.fromEntries(names.map((name) => [name, classesOf(name)])),
  };
}

const declarations = (variables: Variables = {}) =>
  Object.entries(variables).flatMap(([name, value]: [string, string | undefined]) =>
    value === undefined ? [] : [[`--ck-${name}`, value] as const],
  );

/** Variables as the style of the root. In a browser React sets it through the CSSOM, so a strict CSP allows it. */
export const toStyle = (variables: Variables): CSSProperties => Object.fromEntries(declarations(variables));

/** The same as a rule for a `<style nonce>`: in HTML from a server a strict CSP takes no style attribute. */
export const toRule = (selector: string, variables: Variables): string =>
  `${selector}{${declarations(variables)
    .map(([name, value]) => `${name}:${value.replace(/[{}<]/g, '')}`)
    .join(';')}}`;
