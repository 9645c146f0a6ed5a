/** Proves that a run of the component tests uses the React version that it is meant for: 18 or 19. */
import { render, screen } from '@testing-library/react';
import { useId, version } from 'react';
import { version as domVersion } from 'react-dom';
import { expect, it } from 'vitest';

/** `useId` works only when react and react-dom are of the same version. */
const Versions = () => <p id={useId()}>{`${version} ${domVersion}`}</p>;

it('the testing library renders with the React version of this run', () => {
  render(<Versions />);
  const major = process.env['REACT_MAJOR'] ?? '';
  expect(screen.getByText(new RegExp(`^${major}\\.\\S+ ${major}\\.`))).toBeInTheDocument();
  expect(major).toMatch(/^1[89]$/);
});
