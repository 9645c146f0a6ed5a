'use client';
/** A button that leads to the sign-in: in a dialog over the page, or on a page of its own. */
import { useState, type ReactNode } from 'react';
import { useSession } from '../../react/use-session.ts';
import { WayIn, type AuthenticatorProps } from '../authenticator.tsx';
import { part } from '../parts/part.tsx';
import { Root } from '../parts/root.tsx';
import { useTexts } from '../ui-context.ts';
import { Dialog } from './dialog.tsx';

const ButtonElement = /* #__PURE__ */ part('button', 'button');
const LinkElement = /* #__PURE__ */ part('a', 'button');

export type SignInButtonProps = Omit<AuthenticatorProps, 'children' | 'loading' | 'layout' | 'autoFocus'> & {
  /** What it says; "Sign in" by default. */
  children?: ReactNode;
} & (
    | { /** Over the page that one is on. */ mode?: 'modal'; href?: never }
    | { mode: 'page'; /** Where the sign-in is. */ href: string }
  );

/** Everything else is for the `<Authenticator>` in the dialog. Show it to those who are signed out: `<Show when="signedOut">`. */
export function SignInButton({ mode = 'modal', href, children, ...props }: SignInButtonProps): ReactNode {
  const [isOpen, open] = useState(false);
  const { status } = useSession();
  const { appearance, locale, nonce } = props;
  if (isOpen && status === 'signedIn') open(false);
  return (
    <Root layout="content" {...{ appearance, locale, nonce }}>
      {mode === 'page' ? (
        <LinkElement href={href}>{children ?? <Says />}</LinkElement>
      ) : (
        <ButtonElement type="button" aria-haspopup="dialog" onClick={() => open(true)}>
          {children ?? <Says />}
        </ButtonElement>
      )}
      {isOpen ? <SignInDialog {...props} onClose={() => open(false)} /> : null}
    </Root>
  );
}

/** In the language of the root. */
const Says = () => useTexts().signIn.identifier.heading;

function SignInDialog({ onClose, ...props }: Omit<AuthenticatorProps, 'children'> & { onClose: () => void }) {
  return (
    <Dialog label={useTexts().signIn.identifier.heading} onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog takes the focus, and gives it back */}
      <WayIn {...props} layout="inline" autoFocus />
    </Dialog>
  );
}
