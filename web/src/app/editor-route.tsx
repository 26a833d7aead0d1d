import { useParams, useSearch } from '@tanstack/react-router';
import { DiagramPage } from './diagram-page.js';

/** The editor has the whole window; a chunk of its own, loaded when a link to a diagram is pointed at. */
export function EditorRoute() {
  const { diagramId } = useParams({ from: '/signed-in/diagrams/$diagramId' });
  const { element } = useSearch({ from: '/signed-in/diagrams/$diagramId' });
  return <DiagramPage key={diagramId} diagramId={diagramId} element={element} />;
}
