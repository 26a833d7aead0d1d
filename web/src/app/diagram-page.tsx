import { EditorPage } from '../features/editor/editor-page.js';
import { VersionPanel } from '../features/history/version-panel.js';

/** The editor with the versions at its side. */
export function DiagramPage({ diagramId }: { readonly diagramId: string }) {
  return (
    <EditorPage
      diagramId={diagramId}
      renderSidePanel={({ preview, ...panel }) => <VersionPanel {...panel} previewed={preview?.version ?? null} />}
    />
  );
}
