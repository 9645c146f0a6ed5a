'use client';
/** Makes parts: elements that take a ref and every prop of their tag, with a class and `data-part` for styles. */
import {
  forwardRef,
  useContext,
  useImperativeHandle,
  useRef,
  type ComponentPropsWithoutRef,
  type ComponentType,
  type ForwardedRef,
  type ForwardRefExoticComponent,
  type JSX,
  type RefAttributes,
  type RefObject,
} from 'react';
import { joinTokens, type PartName } from '../theme/appearance.ts';
import { UiContext } from '../ui-context.ts';

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

/** The props of a tag, and any `data-` attribute. */
export type PartProps<T extends Tag> = ComponentPropsWithoutRef<T> & { [data: `data-${string}`]: unknown };
type ElementOf<T extends Tag> =
  JSX.IntrinsicElements[T] extends React.DetailedHTMLProps<infer _Props, infer Element> ? Element : never;
/** A component that renders one element. */
export type Part<T extends Tag> = ForwardRefExoticComponent<PartProps<T> & RefAttributes<ElementOf<T>>>;

/**
 * Makes a part. Uses `forwardRef`, since React 18 passes no `ref` prop to function components.
 * @param name the part's name: its class is `ck-${name}`, its `data-part` the name itself
 */
export function part<T extends Tag>(tag: T, name: PartName): Part<T> {
  const Element = tag as unknown as ComponentType<{ ref: unknown; className: string }>;
  const Part = forwardRef<ElementOf<T>, { className?: string }>((props, ref) => {
    const { classes } = useContext(UiContext);
    const className = joinTokens(`ck-${name}`, classes[name], props.className);
    return <Element data-part={name} {...props} ref={ref} className={className} />;
  });
  Part.displayName = name;
  return Part as Part<T>;
}

/** Returns a ref for the component's own use, and gives the same element to the ref that the component received. */
export function useForwardedRef<Element>(ref: ForwardedRef<Element>): RefObject<Element | null> {
  const own = useRef<Element>(null);
  useImperativeHandle(ref, () => own.current as Element);
  return own;
}
