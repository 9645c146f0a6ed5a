'use client';
/** Under a step that cannot be answered: another way in where the person may choose, or else the beginning. */
import { LinkButton } from '../parts/buttons.tsx';
import { useTexts } from '../ui-context.ts';
import { useSignInWays } from './sign-in-context.ts';

export function OtherWay({ back }: { back: (() => void) | undefined }) {
  const { startAgain, anotherWay } = useTexts().signIn;
  const { another } = useSignInWays();
  const leave = another ?? back;
  return leave ? <LinkButton onClick={leave}>{another ? anotherWay : startAgain}</LinkButton> : null;
}
