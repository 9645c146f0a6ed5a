'use client';
/** The parts that are a single element. */
import { forwardRef } from 'react';
import { part, type PartProps } from './part.tsx';

/** The box around a step. */
export const Card = /* #__PURE__ */ part('div', 'card');
/** The line under the heading that gives the reason for the step. */
export const Lead = /* #__PURE__ */ part('p', 'lead');
/** A line of links under the form. */
export const Foot = /* #__PURE__ */ part('p', 'foot');
/** Elements side by side, which wrap where there is no room. */
export const Row = /* #__PURE__ */ part('div', 'row');
/** A short note in a button, such as "Last used". */
export const Badge = /* #__PURE__ */ part('span', 'badge');
/** The box of an input and of the button inside of it. */
export const Control = /* #__PURE__ */ part('div', 'control');
/** The line of a label and of the link beside it. */
export const LabelRow = /* #__PURE__ */ part('div', 'label-row');
/** The note in a label that the field may stay empty. */
export const OptionalNote = /* #__PURE__ */ part('span', 'optional');

const Level1 = /* #__PURE__ */ part('h1', 'heading');
const Level2 = /* #__PURE__ */ part('h2', 'heading');

export interface HeadingProps extends PartProps<'h1'> {
  /** The level of the heading. Default 1. */
  level?: 1 | 2;
}

/** The heading of a step. Takes the focus at a new step that has no single input. */
export const Heading = /* #__PURE__ */ forwardRef<HTMLHeadingElement, HeadingProps>(function Heading(
  { level = 1, ...props },
  ref,
) {
  const Level = level === 1 ? Level1 : Level2;
  return <Level tabIndex={-1} {...props} ref={ref} />;
});
