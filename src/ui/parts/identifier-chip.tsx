'use client';
/** Who is signing in, after the first step, with the way back to change it. */
import { forwardRef } from 'react';
import { useUi } from '../ui-context.ts';
import { LinkButton } from './buttons.tsx';
import { Hidden } from './visually-hidden.tsx';
import { part, type PartProps } from './part.tsx';

const Chip = /* #__PURE__ */ part('span', 'chip');
const Name = /* #__PURE__ */ part('span', 'chip-name');

export interface IdentifierChipProps extends PartProps<'span'> {
  username: string;
  onChange?: (() => void) | undefined;
}

export const IdentifierChip = /* #__PURE__ */ forwardRef<
  HTMLSpanElement,
  Omit<IdentifierChipProps, 'children'>
>(function IdentifierChip({ username, onChange, ...props }, ref) {
  const { texts } = useUi();
  return (
    <Chip {...props} ref={ref}>
      <Hidden>{texts.identifierChip} </Hidden>
      <Name dir="ltr" title={username}>
        {username}
      </Name>
      {onChange ? <LinkButton onClick={onChange}>{texts.change}</LinkButton> : null}
    </Chip>
  );
});

/** The name, where a password manager looks for it: in the form of the password. */
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
