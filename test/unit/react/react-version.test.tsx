/** The tests of components and hooks run twice: on the newest React, and on the oldest that the kit takes. */
import { render, screen } from '@testing-library/react';
import { useId, version } from 'react';
import { version as domVersion } from 'react-dom';
import { expect, it } from 'vitest';

/** A hook works only where what renders it is of the same React. */
const Versions = () => <p id={useId()}>{`${version} ${domVersion}`}</p>;

it('is the one that this run is for, as the testing library renders it', () => {
  render(<Versions />);
  const major = process.env['REACT_MAJOR'] ?? '';
  expect(screen.getByText(new RegExp(`^${major}\\.\\S+ ${major}\\.`))).toBeInTheDocument();
  expect(major).toMatch(/^1[89]$/);
});
