import { useSyncExternalStore, useEffect, useState } from 'react';
import type { Drawing, DrawingFacts } from '../canvas/drawing.js';
import { steadyNow } from '../save/clock.js';
import type { SaveState } from '../save/save-state.js';
import { isCounting, saveStatus, type SaveStatus } from '../save/save-status.js';
import type { Editing } from './editing.js';
import type { SaveRunner } from '../save/save-runner.js';

/** The canvas as the toolbar sees it, renewed whenever it changes. */
export function useDrawingFacts(drawing: Drawing): DrawingFacts {
  return useSyncExternalStore(drawing.subscribe, () => drawing.facts);
}

/** The state of saving, renewed whenever it changes. */
export function useSaveState(saving: SaveRunner): SaveState {
  return useSyncExternalStore(saving.subscribe, () => saving.state);
}

/** The state of saving in words; counts the seconds while there are any to count. */
export function useSaveStatus({ saving, live }: Pick<Editing, 'saving' | 'live'>): SaveStatus {
  const state = useSaveState(saving);
  const shared = useSyncExternalStore(live.subscribe, () => live.status);
  const [now, setNow] = useState(steadyNow);
  const counting = isCounting(state);
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(() => setNow(steadyNow()), 500);
    return () => clearInterval(timer);
  }, [counting]);
  const alone = saveStatus(state, Math.max(now, counting ? steadyNow() : now));
  // What is saved alone while others edit too, the title, has nothing to say unless it is in the way.
  return shared && (shared.tone === 'trouble' || alone.tone === 'calm') ? shared : alone;
}
