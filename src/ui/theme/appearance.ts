/**
 * The appearance of a component beyond the style sheet: its colour scheme, its `--ck-*` variables, classes on its
 * parts.
 */
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
  /**
   * A set of tokens to start from, such as `plainTheme`. The other properties override it. Default: the style sheet's.
   */
  theme?: Theme;
  /** `auto` follows the system, `inherit` the element around. Default `auto`. */
  colorScheme?: 'auto' | 'light' | 'dark' | 'inherit';
  /**
   * Tokens, such as `{ accent: 'light-dark(#5b21b6, #c4b5fd)', radius: '4px' }`, with a colour for each scheme. From
   * `accent` follow `accent-hover`, `accent-soft` and `ring`, unless they are set too.
   */
  variables?: Partial<Record<ThemeVariable, string>>;
  /** Classes added to parts, such as `{ card: 'shadow-none' }`. */
  classes?: Partial<Record<PartName, string>>;
}

export type Theme = Omit<Appearance, 'theme'>;

type Variables = Appearance['variables'];

/** Joins class names, or other tokens of an attribute, and leaves out empty ones. */
export const joinTokens = (...tokens: (string | false | undefined)[]): string =>
  tokens.filter(Boolean).join(' ');

/** The colours that follow from an accent. The text on it does not: contrast needs a choice, by `on-accent`. */
const accentColors: Variables = {
  'accent-hover': 'color-mix(in oklab, var(--ck-accent) 85%, var(--ck-text))',
  'accent-soft': 'color-mix(in oklab, var(--ck-accent) 12%, var(--ck-surface))',
  ring: 'var(--ck-accent)',
};
const withAccentColors = (variables: Variables): Variables =>
  variables?.accent === undefined ? variables : { ...accentColors, ...variables };

/** Merges the theme and the properties that override it; parts get the classes of both. */
export function withTheme({ theme, ...own }: Appearance): Theme {
  const variables = withAccentColors(own.variables);
  if (!theme) return variables ? { ...own, variables } : own;
  const names = Object.keys({ ...theme.classes, ...own.classes }) as PartName[];
  return {
    ...theme,
    ...own,
    variables: { ...withAccentColors(theme.variables), ...variables },
    classes: Object.fromEntries(
      names.map((name) => [name, joinTokens(theme.classes?.[name], own.classes?.[name])]),
    ),
  };
}

const declarations = (variables: Variables = {}) =>
  Object.entries(variables).flatMap(([name, value]: [string, string | undefined]) =>
    value === undefined ? [] : [[`--ck-${name}`, value] as const],
  );

/**
 * Returns the variables as the style of the root. In a browser React sets it through the CSSOM, so a strict CSP allows
 * it.
 */
export const toStyle = (variables: Variables): CSSProperties => Object.fromEntries(declarations(variables));

/**
 * Returns the variables as a rule for a `<style nonce>`. A strict CSP blocks a style attribute in HTML from a server.
 */
export const toRule = (selector: string, variables: Variables): string =>
  `${selector}{${declarations(variables)
    .map(([name, value]) => `${name}:${value.replace(/[{}<]/g, '')}`)
    .join(';')}}`;
