'use client';
/** A step's heading. It takes the focus when a step has no single input to give it to. */
import { forwardRef } from 'react';
import { part, type PartProps } from './part.tsx';

const Level1 = /* #__PURE__ */ part('h1', 'heading');
const Level2 = /* #__PURE__ */ part('h2', 'heading');

export interface HeadingProps extends PartProps<'h1'> {
  /** 1 by default. */
  level?: 1 | 2;
}

export const Heading = /* #__PURE__ */ forwardRef<HTMLHeadingElement, HeadingProps>(function Heading(
  { level = 1, ...props },
  ref,
) {
  const Level = level === 1 ? Level1 : Level2;
  return <Level tabIndex={-1} {...props} ref={ref} />;
});
