import { useEffect, useRef, useState } from 'react';

/** Who works is not told of every step: only of what stays so for this long. */
const QUIET_MS = 1_500;

/**
 * What a screen reader says: how many problems there are, once that has stayed the same for a moment, and what is said at once by the
 * second value. Nothing is said of what was there when the panel opened.
 */
export function useSaid(counts: string): readonly [said: string, say: (words: string) => void] {
  const [said, say] = useState('');
  const last = useRef(counts);
  useEffect(() => {
    if (counts === last.current) return;
    const timer = setTimeout(() => {
      const isFirst = last.current === '';
      last.current = counts;
      if (!isFirst) say(counts);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [counts]);
  return [said, say];
}
