import { useState } from 'react';
import { messageOf } from '../../../api/client.js';

/** Runs one choice at a time; when it fails, says why and lets the person choose again. */
export function useChoosing<K extends string>() {
  const [busy, setBusy] = useState<K | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const choose = async (choice: K, run: () => Promise<void> | void) => {
    setBusy(choice);
    setFailure(null);
    try {
      await run();
    } catch (error) {
      console.warn('A choice could not be carried out', error);
      setFailure(messageOf(error));
    } finally {
      setBusy(null);
    }
  };
  return { busy, failure, choose };
}
