'use client';
/** The outermost element of a component: sets the theme, the language and the direction. */
import { forwardRef, useId, useMemo, type ComponentPropsWithoutRef } from 'react';
import { en } from '../locales/en.ts';
import type { Dictionary } from '../locales/dictionary.ts';
import { joinTokens, toRule, toStyle, withTheme, type Appearance } from '../theme/appearance.ts';
import { UiContext } from '../ui-context.ts';

export interface AppearanceProps {
  /**
   * The theme, the colour scheme, the variables and the classes. Default: the style sheet's look in the system's
   * scheme.
   */
  appearance?: Appearance | undefined;
  /** The dictionary of all texts. Default `en`. */
  locale?: Dictionary | undefined;
  /**
   * `page` paints the canvas and fills the window; `inline` is as wide as its container; `content` is as wide as its
   * content. Default `page` in `<Authenticator>`, else `inline`.
   */
  layout?: 'page' | 'inline' | 'content';
  /**
   * The nonce of a strict CSP, for HTML from a server: `appearance.variables` are then written into a `<style>` with it.
   * Default: they are written into a style attribute.
   */
  nonce?: string | undefined;
}

export interface RootProps extends AppearanceProps, Omit<ComponentPropsWithoutRef<'div'>, 'color'> {
  [data: `data-${string}`]: unknown;
}

/**
 * Returns the props that put `rule` into a `<style>`. In a server's HTML, React 18 escapes the quotes of a text, which a
 * style does not unescape; in a browser React sets the text itself.
 */
const styleContent = (rule: string) =>
  typeof document === 'undefined' ? { dangerouslySetInnerHTML: { __html: rule } } : { children: rule };

/** Provides the texts and classes to the parts inside. The ref and other props go to the element. */
export const Root = /* #__PURE__ */ forwardRef<HTMLDivElement, RootProps>(function Root(
  { appearance = {}, locale = en, layout = 'inline', nonce, className, style, children, ...props },
  ref,
) {
  const { theme, classes: ownClasses } = appearance;
  const { colorScheme = 'auto', variables } = withTheme(appearance);
  const classes = useMemo(
    () => withTheme({ ...(theme && { theme }), ...(ownClasses && { classes: ownClasses }) }).classes ?? {},
    [theme, ownClasses],
  );
  const ui = useMemo(() => ({ texts: locale, classes }), [locale, classes]);
  const ownClass = `ck-${useId().replace(/\W/g, '')}`;
  const usesRule = nonce !== undefined && variables !== undefined;
  return (
    <UiContext.Provider value={ui}>
      <div
        data-part="root"
        data-layout={layout}
        data-scheme={colorScheme}
        lang={locale.locale}
        dir={locale.direction}
        {...props}
        ref={ref}
        className={joinTokens('ck', usesRule && ownClass, classes.root, className)}
        style={{ ...(usesRule ? {} : toStyle(variables)), ...style }}
      >
        {usesRule ? (
          // Browsers hide a nonce after they have read it, so it never matches at hydration.
          <style
            nonce={nonce}
            suppressHydrationWarning
            {...styleContent(toRule(`.${ownClass}`, variables))}
          />
        ) : null}
        {children}
      </div>
    </UiContext.Provider>
  );
});
