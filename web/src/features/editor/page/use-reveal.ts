import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import type { Phase } from './use-editing.js';

/** Shows the element an address names, once the diagram is open; says so when it is not there to be shown. */
export function useReveal(phase: Phase, element: string | undefined): void {
  useEffect(() => {
    if (phase.kind !== 'ready' || element === undefined) return;
    let left = false;
    const tell = (): void => {
      if (!left) notifications.show({ id: 'element-gone', message: 'The element this link leads to is not in the drawing any more.' });
    };
    phase.editing.drawing.reveal(element).then(
      (shown) => !shown && tell(),
      (error: unknown) => {
        console.warn('The element of the address could not be shown', error);
        tell();
      },
    );
    return () => {
      left = true;
    };
  }, [phase, element]);
}
