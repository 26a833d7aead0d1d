import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Drawing } from '../canvas/drawing.js';
import type { Workbench } from '../page/workbench.js';
import type { CommentsDoor } from './comments-part.js';
import type { Pins } from './place.js';
import { pinsWanted } from './pins-wanted.js';

/** The pins of a drawing, once they are fetched. */
function usePins(drawing: Drawing | null): Pins | null {
  const [pins, setPins] = useState<Pins | null>(null);
  useEffect(() => {
    if (drawing === null) return;
    let isOver = false;
    drawing.pins().then(
      (made) => !isOver && setPins(made),
      (error: unknown) => console.warn('Comments cannot be shown on the drawing', error), // the list beside it can do without
    );
    return () => {
      isOver = true;
      setPins(null);
    };
  }, [drawing]);
  return pins;
}

/** What the comments get of an open diagram. */
export function useCommentsDoor(bench: Workbench | null, setDock: Workbench['setDock']): CommentsDoor | null {
  const pins = usePins(bench?.editing.drawing ?? null);
  const wanted = useSyncExternalStore(pinsWanted.subscribe, () => pinsWanted.isOn);
  const open = useCallback(() => setDock('comments'), [setDock]);
  if (bench === null) return null;
  const { diagramId, opened, preview, mode, dock } = bench;
  return { diagramId, workspaceId: opened.workspaceId, pins, isPinned: wanted && preview === null && mode !== 'simulation', isOpen: dock === 'comments', open };
}
