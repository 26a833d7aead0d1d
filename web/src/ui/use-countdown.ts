import { useEffect, useEffectEvent, useState } from 'react';

/** Counts seconds down and calls `onEnd` at zero; null while there is nothing to count. A new number starts anew. */
export function useCountdown(seconds: number | undefined, onEnd: () => void): number | null {
  const [left, setLeft] = useState(seconds ?? null);
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    setLeft(seconds ?? null);
    if (seconds === undefined) return;
    let rest = seconds;
    const timer = setInterval(() => {
      rest -= 1;
      setLeft(rest);
      if (rest > 0) return;
      clearInterval(timer);
      end();
    }, 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}
