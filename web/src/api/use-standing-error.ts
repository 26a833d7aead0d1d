import { useState } from 'react';

export interface Asked {
  readonly isPending: boolean;
  /** What is shown belongs to another question. */
  readonly isPlaceholderData: boolean;
  readonly error: Error | null;
  readonly errorUpdateCount: number;
}

/**
 * The error of a page that has nothing to show yet, also while it is asked for again: what is wrong does not go away for the
 * seconds of the next try, nor is it said anew after each.
 */
export function useStandingError({ isPending, isPlaceholderData, error, errorUpdateCount }: Asked): Error | null {
  const [last, setLast] = useState(error);
  if (error !== null && error !== last) setLast(error);
  return error ?? ((isPending || isPlaceholderData) && errorUpdateCount > 0 ? last : null);
}
