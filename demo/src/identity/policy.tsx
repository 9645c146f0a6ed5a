/** One policy document as JSON, its `sub` variable shown as the value that AWS puts there. */
import { Fragment } from 'react';

const VARIABLE = '${cognito-identity.amazonaws.com:sub}';

interface PolicyProps {
  name: string;
  document: unknown;
  value: string;
}

export const Policy = ({ name, document, value }: PolicyProps) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
  <section className="policy" aria-label={`Policy ${name}`} tabIndex={0}>
    <pre>
      {JSON.stringify(document, null, 2)
        .split(VARIABLE)
        .map((text, index) => (
          <Fragment key={index}>
            {index > 0 && <mark title={VARIABLE}>{value}</mark>}
            {text}
          </Fragment>
        ))}
    </pre>
  </section>
);
