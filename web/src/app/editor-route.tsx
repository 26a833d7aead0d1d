import { useParams, useSearch } from '@tanstack/react-router';
import { EditorPage } from '../features/editor/editor-page.js';
import { VersionPanel } from '../features/history/version-panel.js';

/** The editor with the versions at its side. It has the whole window; a chunk of its own, loaded when a link to a diagram is pointed at. */
export function EditorRoute() {
  const { diagramId } = useParams({ from: '/signed-in/diagrams/$diagramId' });
  const { element } = useSearch({ from: '/signed-in/diagrams/$diagramId' });
  return <EditorPage key={diagramId} diagramId={diagramId} element={element} renderSidePanel={({ preview, ...panel }) => <VersionPanel {...panel} previewed={preview?.version ?? null} />} />;
}
