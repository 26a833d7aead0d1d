import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Drawing } from '../canvas/drawing.js';
import { PresenceDesk, type Around, type Awareness, type Clock } from './presence-desk.js';
import { presenceWanted } from './presence-wanted.js';

const clock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Who is in the document of a drawing that is edited live, for as long as it is. Null without awareness: the drawing is not live.
 * @param me stays the same object while the same person is signed in
 */
export function usePresence(awareness: Awareness | null, drawing: Pick<Drawing, 'presence'> | null, me: { readonly id: string; readonly name: string } | null): PresenceDesk | null {
  const [desk, setDesk] = useState<PresenceDesk | null>(null);
  const [id, name] = [me?.id, me?.name];
  useEffect(() => {
    if (awareness === null || drawing === null || id === undefined || name === undefined) return;
    const begun = new PresenceDesk(awareness, { id, name }, clock);
    let isOver = false;
    let end = (): void => undefined;
    setDesk(begun);
    drawing.presence(begun).then(
      (canvas) => {
        end = () => canvas?.end();
        if (isOver) end();
      },
      (error: unknown) => console.warn('Others cannot be shown on the drawing', error), // who is here is listed all the same
    );
    return () => {
      isOver = true;
      end();
      begun.end();
      setDesk(null);
    };
  }, [awareness, drawing, id, name]);
  return desk;
}

/** A part of what is around; drawn anew only when that part is another one. */
export const useAround = <K extends keyof Around>(desk: PresenceDesk, part: K): Around[K] => useSyncExternalStore(desk.subscribe, () => desk.around[part]);

export const usePresenceWanted = (): boolean => useSyncExternalStore(presenceWanted.subscribe, () => presenceWanted.isOn);
