'use client';
/** The parts that are nothing but their element. */
import { part } from './part.tsx';

export const Card = /* #__PURE__ */ part('div', 'card');
/** One line of reason under the heading. */
export const Lead = /* #__PURE__ */ part('p', 'lead');
/** A quiet line of other ways, under the form. */
export const Foot = /* #__PURE__ */ part('p', 'foot');
export const Row = /* #__PURE__ */ part('div', 'row');
export const Badge = /* #__PURE__ */ part('span', 'badge');
/** The input and what stands in it. */
export const Control = /* #__PURE__ */ part('div', 'control');
/** The label and what stands beside it. */
export const LabelRow = /* #__PURE__ */ part('div', 'label-row');
/** Says beside a label that a field may stay empty. */
export const OptionalElement = /* #__PURE__ */ part('span', 'optional');
