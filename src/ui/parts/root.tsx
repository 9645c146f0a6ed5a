'use client';
/** The outermost element: the theme, the language and its direction begin here. */
import { forwardRef, useMemo, type ComponentPropsWithoutRef } from 'react';
import { en } from '../locales/en.ts';
import type { Dictionary } from '../locales/dictionary.ts';
import { toStyle, type Appearance } from '../theme/appearance.ts';
import { UiContext } from '../ui-context.ts';
import { joined } from './part.tsx';

export interface LookProps {
  appearance?: Appearance;
  /** A dictionary such as `en`. */
  locale?: Dictionary;
  /** `page` paints the canvas and fills the window; `inline` takes the room it is given. */
  layout?: 'page' | 'inline';
}

export interface RootProps extends LookProps, Omit<ComponentPropsWithoutRef<'div'>, 'color'> {
  [data: `data-${string}`]: unknown;
}

export const Root = /* #__PURE__ */ forwardRef<HTMLDivElement, RootProps>(
  ({ appearance = {}, locale = en, layout = 'inline', className, style, ...props }, ref) => {
    const { classes, colorScheme = 'auto', variables } = appearance;
    const ui = useMemo(() => ({ texts: locale, classes: classes ?? {} }), [locale, classes]);
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
          className={joined('ck', ui.classes.root, className)}
          style={{ ...toStyle(variables), ...style }}
        />
      </UiContext.Provider>
    );
  },
);
Root.displayName = 'Root';
