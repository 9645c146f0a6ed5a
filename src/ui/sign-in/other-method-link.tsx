'use client';
/** A link under a step that the user cannot answer: to another sign-in method, or else back to the beginning. */
import { LinkButton } from '../parts/buttons.tsx';
import { useTexts } from '../ui-context.ts';
import { useSignInContext } from './sign-in-context.ts';

/** Renders nothing if the flow has no other method and `back` is undefined. */
export function OtherMethodLink({ back }: { back: (() => void) | undefined }) {
  const { startAgain, anotherWay } = useTexts().signIn;
  const { chooseOtherMethod } = useSignInContext();
  const onClick = chooseOtherMethod ?? back;
  return onClick ? (
    <LinkButton onClick={onClick}>{chooseOtherMethod ? anotherWay : startAgain}</LinkButton>
  ) : null;
}
