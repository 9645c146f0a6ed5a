/** A page: its title in the tab, and its heading, which takes the focus when a visitor navigates to it. */
import { useEffect, useRef, type ReactNode } from 'react';

interface PageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, lead, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const first = document.title === 'Harbor'; // on arrival the focus stays where the browser put it
    document.title = `${title} · Harbor`;
    if (!first) heading.current?.focus();
  }, [title]);

  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
