import { EditorPage } from '../features/editor/editor-page.js';
import { VersionPanel } from '../features/history/version-panel.js';

/** The editor with the versions at its side. */
export function DiagramPage({ diagramId, element }: { readonly diagramId: string; readonly element?: string | undefined }) {
  return (
    <EditorPage
      diagramId={diagramId}
      element={element}
      renderSidePanel={({ preview, ...panel }) => <VersionPanel {...panel} previewed={preview?.version ?? null} />}
    />
  );
}
