'use client';
/** Who is signed in, and what they can do about it. Nothing for anybody else. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useSession } from '../../react/use-session.ts';
import { useSignOut } from '../../react/use-sign-out.ts';
import { LinkButton } from '../parts/buttons.tsx';
import { part } from '../parts/part.tsx';
import { Root, type LookProps } from '../parts/root.tsx';
import { Lead } from '../parts/simple.ts';
import { useTexts } from '../ui-context.ts';

const Avatar = /* #__PURE__ */ part('button', 'avatar');
const Menu = /* #__PURE__ */ part('div', 'menu');

export interface UserButtonProps extends Omit<LookProps, 'layout'> {
  /** Links and buttons between the name and the way out, such as one to the account. */
  children?: ReactNode;
  /** By default the claims' `name`, `given_name` or `email`, or else the user name. */
  name?: string | undefined;
  /** Ends the person's sessions on all devices. Default false. */
  everywhere?: boolean;
  /** Called once nobody is signed in here any more. */
  onSignedOut?: (() => void) | undefined;
}

function nameOf(session: Extract<ReturnType<typeof useSession>, { status: 'signedIn' }>): string {
  const claims: Readonly<Record<string, unknown>> = session.claims;
  const found = ['name', 'given_name', 'email'].map((claim) => claims[claim]).find(Boolean);
  return typeof found === 'string' ? found : session.username;
}

export function UserButton({
  children,
  name,
  everywhere = false,
  onSignedOut,
  ...look
}: UserButtonProps): ReactNode {
  const session = useSession();
  if (session.status !== 'signedIn') return null;
  return (
    <Root layout="content" {...look}>
      <Disclosure {...{ name: name ?? nameOf(session), everywhere, onSignedOut }}>{children}</Disclosure>
    </Root>
  );
}

function Disclosure({
  name,
  everywhere,
  onSignedOut,
  children,
}: Pick<UserButtonProps, 'children' | 'everywhere' | 'onSignedOut'> & { name: string }) {
  const { account, signOut: says, direction } = useTexts();
  const { signOut, status } = useSignOut();
  const [isOpen, open] = useState(false);
  const [side, lean] = useState<'start' | 'end'>('end');
  const own = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!isOpen) return undefined;
    const leave = ({ target }: Event) => {
      if (!own.current?.contains(target as Node)) open(false);
    };
    const escape = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      open(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', escape);
    };
  }, [isOpen]);

  const end = async () => {
    await signOut({ everywhere: everywhere ?? false });
    onSignedOut?.();
  };
  return (
    <div ref={own}>
      <Avatar
        ref={button}
        type="button"
        aria-label={account({ name })}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={({ currentTarget }) => {
          // To where the room is.
          const { left, right } = currentTarget.getBoundingClientRect();
          lean(left + right < window.innerWidth === (direction === 'ltr') ? 'start' : 'end');
          open(!isOpen);
        }}
      >
        {String.fromCodePoint(name.codePointAt(0) ?? 32).toUpperCase()}
      </Avatar>
      {isOpen ? (
        <Menu
          id={id}
          data-side={side}
          onClick={({ target }) => {
            // A link of the app's may lead on without another page.
            if (!(target as Element).closest('a')) return;
            open(false);
            button.current?.focus();
          }}
        >
          <Lead>
            <bdi>{name}</bdi>
          </Lead>
          {children}
          <LinkButton inactive={status === 'pending'} onClick={() => void end()}>
            {says}
          </LinkButton>
        </Menu>
      ) : null}
    </div>
  );
}
