import { useState } from 'react';

/** The last value that was there: what a page goes on showing while the next one cannot be had. */
export function useLast<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}
