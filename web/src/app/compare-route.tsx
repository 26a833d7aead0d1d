import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ComparedDrawings } from '../features/editor/compare/compared-drawings.js';
import { documents } from '../features/editor/document/documents-beside.js';
import { ComparePage } from '../features/history/compare/compare-page.js';
import type { CompareHere } from '../features/history/compare/differences.js';

/** Two versions of a diagram, compared: the list of what differs is the history's, the canvases are the editor's. */
export function CompareRoute() {
  const { diagramId } = useParams({ from: '/signed-in/diagrams/$diagramId/compare' });
  const { from, to, view } = useSearch({ from: '/signed-in/diagrams/$diagramId/compare' });
  const navigate = useNavigate();
  return (
    <ComparePage
      key={diagramId}
      diagramId={diagramId}
      from={from}
      to={to}
      isOver={view === 'over'}
      // What is chosen here is no step: Back leads to where the comparison was opened.
      onChange={(choice) => void navigate({ to: '/diagrams/$diagramId/compare', params: { diagramId }, search: { from: choice.from, to: choice.to, ...(choice.isOver && { view: 'over' }) }, replace: true })}
      compareHere={documents.diff as CompareHere}
      renderDrawings={(props) => <ComparedDrawings {...props} />}
    />
  );
}
