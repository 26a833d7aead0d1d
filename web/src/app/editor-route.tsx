import { useParams } from '@tanstack/react-router';
import { EditorPage } from '../features/editor/editor-page.js';

/** The editor has the whole window; a chunk of its own, loaded when a link to a diagram is pointed at. */
export function EditorRoute() {
  const { diagramId } = useParams({ from: '/signed-in/diagrams/$diagramId' });
  return <EditorPage key={diagramId} diagramId={diagramId} />;
}
