'use client';
/** Makes a part: one element that takes a ref and every prop of its tag, with a class and `data-part` to style it by. */
import {
  forwardRef,
  type ComponentPropsWithoutRef,
  type ComponentType,
  type ForwardRefExoticComponent,
  type JSX,
  type RefAttributes,
} from 'react';
import type { PartName } from '../theme/appearance.ts';
import { useUi } from '../ui-context.ts';

type Tag =
  | 'a'
  | 'button'
  | 'code'
  | 'dialog'
  | 'div'
  | 'form'
  | 'h1'
  | 'h2'
  | 'input'
  | 'label'
  | 'li'
  | 'p'
  | 'section'
  | 'span'
  | 'ul';

export type PartProps<T extends Tag> = ComponentPropsWithoutRef<T> & { [data: `data-${string}`]: unknown };
type ElementOf<T extends Tag> =
  JSX.IntrinsicElements[T] extends React.DetailedHTMLProps<infer _Props, infer Element> ? Element : never;
export type Part<T extends Tag> = ForwardRefExoticComponent<PartProps<T> & RefAttributes<ElementOf<T>>>;

export const joined = (...classes: (string | undefined)[]): string => classes.filter(Boolean).join(' ');

/** `forwardRef`, since React 18 gives function components no `ref` prop. */
export function part<T extends Tag>(tag: T, name: PartName): Part<T> {
  const Element = tag as unknown as ComponentType<{ ref: unknown; className: string }>;
  const Part = forwardRef<ElementOf<T>, { className?: string }>((props, ref) => {
    const { classes } = useUi();
    const className = joined(`ck-${name}`, classes[name], props.className);
    return <Element data-part={name} {...props} ref={ref} className={className} />;
  });
  Part.displayName = name;
  return Part as Part<T>;
}
