'use client';
/** A button that opens the sign-in in a dialog, or a link to the page with the sign-in. */
import { useState, type ReactNode } from 'react';
import { useSession } from '../../react/use-session.ts';
import { AuthenticatorFlows, type AuthenticatorProps } from '../authenticator.tsx';
import { part } from '../parts/part.tsx';
import { Root } from '../parts/root.tsx';
import { useTexts } from '../ui-context.ts';
import { Dialog } from './dialog.tsx';

const ButtonElement = /* #__PURE__ */ part('button', 'button');
const LinkElement = /* #__PURE__ */ part('a', 'button');

export type SignInButtonProps = Omit<AuthenticatorProps, 'children' | 'loading' | 'layout' | 'autoFocus'> & {
  /** The text of the button. Default: the language's "Sign in". */
  children?: ReactNode;
} & (
    | {
        /** `modal` opens a dialog over the page, `page` is a link to `href`. Default `modal`. */
        mode?: 'modal';
        href?: never;
      }
    | {
        mode: 'page';
        /** The address of the page with the sign-in. */
        href: string;
      }
  );

/**
 * Renders the button whatever the session is, so wrap it in `<Show when="signedOut">`. All other props are those of the
 * Authenticator in the dialog.
 *
 * @throws {Error} Outside of `<CognitoProvider>`.
 * @example
 * <Show when="signedOut">
 *   <SignInButton appName="Acme" />
 * </Show>
 */
export function SignInButton({ mode = 'modal', href, children, ...props }: SignInButtonProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { status } = useSession();
  const { appearance, locale, nonce } = props;
  if (isOpen && status === 'signedIn') setOpen(false);
  return (
    <Root layout="content" {...{ appearance, locale, nonce }}>
      {mode === 'page' ? (
        <LinkElement href={href}>{children ?? <SignInText />}</LinkElement>
      ) : (
        <ButtonElement type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {children ?? <SignInText />}
        </ButtonElement>
      )}
      {isOpen ? <SignInDialog {...props} onClose={() => setOpen(false)} /> : null}
    </Root>
  );
}

/** Renders "Sign in". A component of its own, since the root above provides the texts. */
const SignInText = () => useTexts().signIn.identifier.heading;

function SignInDialog({ onClose, ...props }: Omit<AuthenticatorProps, 'children'> & { onClose: () => void }) {
  return (
    <Dialog label={useTexts().signIn.identifier.heading} onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog takes the focus and restores it */}
      <AuthenticatorFlows {...props} layout="inline" autoFocus />
    </Dialog>
  );
}
