'use client';
/** Shows the username after the first step, with a button to change it. */
import { forwardRef } from 'react';
import { useTexts } from '../ui-context.ts';
import { LinkButton } from './buttons.tsx';
import { part, type PartProps } from './part.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

const Chip = /* #__PURE__ */ part('span', 'chip');
const Name = /* #__PURE__ */ part('span', 'chip-name');

export interface IdentifierChipProps extends PartProps<'span'> {
  username: string;
  /** Goes back to the first step. Without it, the button is not shown. */
  onChange?: (() => void) | undefined;
}

export const IdentifierChip = /* #__PURE__ */ forwardRef<
  HTMLSpanElement,
  Omit<IdentifierChipProps, 'children'>
>(function IdentifierChip({ username, onChange, ...props }, ref) {
  const { identifierChip, change } = useTexts();
  return (
    <Chip {...props} ref={ref}>
      <VisuallyHidden>{identifierChip} </VisuallyHidden>
      <Name dir="ltr" title={username}>
        {username}
      </Name>
      {onChange ? <LinkButton onClick={onChange}>{change}</LinkButton> : null}
    </Chip>
  );
});

/** A hidden input with the username, which password managers look for in the form of a password. */
export const HiddenUsername = ({ username }: { username: string }) => (
  <input
    className="ck-hidden"
    type="text"
    name="username"
    autoComplete="username"
    value={username}
    readOnly
    tabIndex={-1}
    aria-hidden="true"
  />
);
