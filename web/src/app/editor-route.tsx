import { useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { CommentDesk } from '../features/comments/comment-desk.js';
import { CommentsLayer, useFreshThreads } from '../features/comments/comments-layer.js';
import { EditorPage } from '../features/editor/editor-page.js';
import { VersionPanel } from '../features/history/version-panel.js';
import { Bell } from '../features/notifications/bell.js';
import { useAtRest } from '../lib/use-at-rest.js';
import { fetchedPart } from '../ui/fetched-part.js';

const CommentsPanel = fetchedPart(async () => (await import('../features/comments/comments-panel.js')).CommentsPanel);
const LATER = [CommentsPanel];

/** The editor with comments and versions at its side. It has the whole window; a chunk of its own, loaded when a link to a diagram is pointed at. */
export function EditorRoute() {
  const { diagramId } = useParams({ from: '/signed-in/diagrams/$diagramId' });
  const { element, thread } = useSearch({ from: '/signed-in/diagrams/$diagramId' });
  // One for each diagram: what is open in the comments of one is not in those of the next.
  const desk = useMemo(() => new CommentDesk(diagramId), [diagramId]);
  const fresh = useFreshThreads(diagramId);
  useAtRest(LATER);
  return (
    <EditorPage
      key={diagramId}
      diagramId={diagramId}
      element={element}
      renderSidePanel={({ preview, ...panel }) => <VersionPanel {...panel} previewed={preview?.version ?? null} />}
      comments={{
        fresh,
        bell: <Bell />,
        panel: ({ workspaceId, pins }) => <CommentsPanel diagramId={diagramId} workspaceId={workspaceId} pins={pins} desk={desk} />,
        layer: ({ pins, isPinned, open }) => <CommentsLayer diagramId={diagramId} pins={pins} isPinned={isPinned} open={open} desk={desk} wanted={thread} />,
        begin: ({ pins, open }) => void desk.beginOn(pins, open),
      }}
    />
  );
}
