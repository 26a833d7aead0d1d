import { useCallback } from 'react';
import { fetchedPart } from '../../../ui/fetched-part.js';
import { offerFile } from './export-drawing.js';
import { StartHint } from './start-hint.js';
import { Unreadable } from './unreadable.js';
import { useDrawingFacts, useSaveState } from './use-facts.js';
import { VersionPreview } from './version-preview.js';
import type { RenderSidePanel } from './side-panel.js';
import type { Workbench } from './workbench.js';

export const FindBar = fetchedPart(async () => (await import('../find/find-bar.js')).FindBar);
export const SimulationStage = fetchedPart(async () => (await import('../simulation/simulation-stage.js')).SimulationStage);

/** What lies over the canvas at times: an old version, or why there is nothing to see. */
export function StageOverlay({ bench }: { readonly bench: Workbench }) {
  const { editing, readOnly, preview, setPreview, mode, setMode } = bench;
  const { unreadable, bare } = useDrawingFacts(editing.drawing);
  const { title } = useSaveState(editing.saving);
  const leaveMode = useCallback(() => setMode(null), [setMode]);
  if (preview) return <VersionPreview preview={preview} onClose={() => setPreview(null)} />;
  if (unreadable !== null) return <Unreadable reason={unreadable} onDownload={() => void offerFile(editing.drawing, title, 'bpmn')} />;
  if (mode === 'simulation') return <SimulationStage drawing={editing.drawing} onClose={leaveMode} />;
  if (mode === 'find') return <FindBar drawing={editing.drawing} onClose={leaveMode} />;
  return bare && !readOnly ? <StartHint /> : null;
}

/** The app's panel in the dock, with what the editor lets it do. */
export function StagePanel({ bench, render }: { readonly bench: Workbench; readonly render: RenderSidePanel }) {
  const { diagramId, editing, readOnly, preview, setPreview } = bench;
  const { saving, drawing } = editing;
  const { version } = useSaveState(saving).base;
  return render({
    diagramId,
    version,
    readOnly,
    preview,
    onPreview: setPreview,
    saveNow: async (message) => {
      drawing.completeLabel();
      const trouble = await editing.saveNow(message);
      return trouble ? { trouble: trouble.reason ?? trouble.words } : { version: saving.state.base.version };
    },
    onRestored: (restored) => {
      setPreview(null);
      saving.send({ type: 'changed-elsewhere', version: restored });
    },
  });
}
