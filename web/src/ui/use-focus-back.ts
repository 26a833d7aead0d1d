import { useEffect } from 'react';

/** Of a dialog that is made anew each time it is opened: hands the focus back to where it was. */
export function useFocusBack(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) setTimeout(() => before.focus());
    };
  }, []);
}
