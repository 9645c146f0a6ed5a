/** Shows one policy document as JSON, with the `sub` variable replaced by its value. */
import { Fragment } from 'react';

const VARIABLE = '${cognito-identity.amazonaws.com:sub}';

interface PolicyProps {
  name: string;
  document: unknown;
  value: string;
}

export const Policy = ({ name, document, value }: PolicyProps) => (
  <section className="policy" aria-label={`Policy ${name}`}>
    <h3>{name}</h3>
    <pre dir="ltr">
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
