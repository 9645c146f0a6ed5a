'use client';
/** The outermost element: the theme, the language and its direction begin here. */
import { forwardRef, useId, useMemo, type ComponentPropsWithoutRef } from 'react';
import { en } from '../locales/en.ts';
import type { Dictionary } from '../locales/dictionary.ts';
import { toRule, toStyle, withTheme, type Appearance } from '../theme/appearance.ts';
import { UiContext } from '../ui-context.ts';
import { joined } from './part.tsx';

export interface LookProps {
  appearance?: Appearance | undefined;
  /** A dictionary such as `en`. */
  locale?: Dictionary | undefined;
  /** `page` paints the canvas and fills the window; `inline` takes the width it is given; `content` that of what is in it. */
  layout?: 'page' | 'inline' | 'content';
  /** For a page rendered on a server under a strict CSP: variables go into a `<style>` with it. Nothing else needs one. */
  nonce?: string | undefined;
}

export interface RootProps extends LookProps, Omit<ComponentPropsWithoutRef<'div'>, 'color'> {
  [data: `data-${string}`]: unknown;
}

/** React 18 writes a text's quotes as entities into HTML, which a style does not read; in a page it sets the text itself. */
const written = (rule: string) =>
  typeof document === 'undefined' ? { dangerouslySetInnerHTML: { __html: rule } } : { children: rule };

export const Root = /* #__PURE__ */ forwardRef<HTMLDivElement, RootProps>(function Root(
  { appearance = {}, locale = en, layout = 'inline', nonce, className, style, children, ...props },
  ref,
) {
  const { theme, classes: own } = appearance;
  const { colorScheme = 'auto', variables } = withTheme(appearance);
  const classes = useMemo(
    () => withTheme({ ...(theme && { theme }), ...(own && { classes: own }) }).classes ?? {},
    [theme, own],
  );
  const ui = useMemo(() => ({ texts: locale, classes }), [locale, classes]);
  const look = `ck-${useId().replace(/\W/g, '')}`;
  const apart = nonce !== undefined && variables !== undefined;
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
        className={joined('ck', apart ? look : '', classes.root, className)}
        style={{ ...(apart ? {} : toStyle(variables)), ...style }}
      >
        {apart ? (
          // Browsers hide a nonce once they have read it.
          <style nonce={nonce} suppressHydrationWarning {...written(toRule(`.${look}`, variables))} />
        ) : null}
        {children}
      </div>
    </UiContext.Provider>
  );
});
