'use client';
/** A button for the signed-in user, with a menu that contains the user's name, the app's links and the sign-out. */
import { useCallback, useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useSession } from '../../react/use-session.ts';
import { useSignOut } from '../../react/use-sign-out.ts';
import { LinkButton } from '../parts/buttons.tsx';
import { Lead } from '../parts/elements.tsx';
import { part } from '../parts/part.tsx';
import { Root, type AppearanceProps } from '../parts/root.tsx';
import { useTexts } from '../ui-context.ts';

const Avatar = /* #__PURE__ */ part('button', 'avatar');
const Menu = /* #__PURE__ */ part('div', 'menu');

export interface UserButtonProps extends Omit<AppearanceProps, 'layout'> {
  /** Links and buttons between the name and the sign-out, such as a link to the account page. */
  children?: ReactNode;
  /** The name in the menu. Default: the claim `name`, `given_name` or `email`, or else the username. */
  name?: string | undefined;
  /** Whether a sign-out ends the user's sessions on all devices. Default false. */
  everywhere?: boolean;
  /** Called after the sign-out. */
  onSignedOut?: (() => void) | undefined;
}

function nameOf(session: Extract<ReturnType<typeof useSession>, { status: 'signedIn' }>): string {
  const claims: Readonly<Record<string, unknown>> = session.claims;
  const name = ['name', 'given_name', 'email'].map((claim) => claims[claim]).find(Boolean);
  return typeof name === 'string' ? name : session.username;
}

/**
 * Renders the button while a user is signed in, else nothing.
 *
 * @throws {Error} Outside of `<CognitoProvider>`.
 * @example
 * <UserButton onSignedOut={() => navigate('/')}>
 *   <a href="/account">Account</a>
 * </UserButton>
 */
export function UserButton({
  children,
  name,
  everywhere = false,
  onSignedOut,
  ...root
}: UserButtonProps): ReactNode {
  const session = useSession();
  if (session.status !== 'signedIn') return null;
  return (
    <Root layout="content" {...root}>
      <Disclosure {...{ name: name ?? nameOf(session), everywhere, onSignedOut }}>{children}</Disclosure>
    </Root>
  );
}

/** Closes the menu at a click or focus outside of `container`, and at Escape, which focuses the button again. */
function useDismiss(
  container: RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: (refocus: boolean) => void,
) {
  useEffect(() => {
    if (!isOpen) return undefined;
    const onOutside = ({ target }: Event) => {
      if (!container.current?.contains(target as Node)) close(false);
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') close(true);
    };
    document.addEventListener('pointerdown', onOutside);
    document.addEventListener('focusin', onOutside);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onOutside);
      document.removeEventListener('focusin', onOutside);
      document.removeEventListener('keydown', onKey);
    };
  }, [container, isOpen, close]);
}

function Disclosure({
  name,
  everywhere,
  onSignedOut,
  children,
}: Pick<UserButtonProps, 'children' | 'everywhere' | 'onSignedOut'> & { name: string }) {
  const { account, signOut: signOutText, direction } = useTexts();
  const { signOut, status } = useSignOut();
  const [isOpen, setOpen] = useState(false);
  const [side, setSide] = useState<'start' | 'end'>('end');
  const container = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  const close = useCallback((refocus: boolean) => {
    setOpen(false);
    if (refocus) button.current?.focus();
  }, []);
  useDismiss(container, isOpen, close);

  const endSession = async () => {
    await signOut({ everywhere: everywhere ?? false });
    onSignedOut?.();
  };
  return (
    <div ref={container}>
      <Avatar
        ref={button}
        type="button"
        aria-label={account({ name })}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={({ currentTarget }) => {
          // The menu extends to the side with more room.
          const { left, right } = currentTarget.getBoundingClientRect();
          setSide(left + right < window.innerWidth === (direction === 'ltr') ? 'start' : 'end');
          setOpen(!isOpen);
        }}
      >
        {String.fromCodePoint(name.codePointAt(0) ?? 32).toUpperCase()}
      </Avatar>
      {isOpen ? (
        <Menu
          id={id}
          data-side={side}
          onClick={({ target }) => {
            // A link of the app may change the route without a new page, so the menu closes.
            if ((target as Element).closest('a')) close(true);
          }}
        >
          <Lead>
            <bdi>{name}</bdi>
          </Lead>
          {children}
          <LinkButton inactive={status === 'pending'} onClick={() => void endSession()}>
            {signOutText}
          </LinkButton>
        </Menu>
      ) : null}
    </div>
  );
}
