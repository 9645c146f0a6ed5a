/** A page with its document title and its heading, which takes the focus after a navigation. */
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
    const isFirstPage = document.title === 'Harbor'; // the browser sets the focus after a load
    document.title = `${title} · Harbor`;
    if (!isFirstPage) heading.current?.focus();
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
