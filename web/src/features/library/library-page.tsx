import { type DiagramSummary, roleIncludes, type Workspace } from '@bpmn-studio/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/client.js';
import { secondsToNextTry } from '../../api/retry.js';
import { useStandingError } from '../../api/use-standing-error.js';
import { useAtRest } from '../../lib/use-at-rest.js';
import { useLast } from '../../lib/use-last.js';
import { ErrorState } from '../../ui/error-state.js';
import { PageHeader } from '../../ui/page-header.js';
import classes from './diagram-card.module.css';
import { DiagramCard } from './diagram-card.js';
import { DiagramMenu } from './diagram-menu.js';
import { diagramPages, type DiagramSort } from './diagram-pages.js';
import { DiagramSkeletons } from './diagram-skeletons.js';
import { DiagramTable } from './diagram-table.js';
import { focusMenuOf } from './focus-after.js';
import { EmptyLibrary, NothingFound } from './library-empty.js';
import { LibraryToolbar } from './library-toolbar.js';
import { fetchedPart } from '../../ui/fetched-part.js';
import { MoreOnScroll } from '../../ui/more-on-scroll.js';
import { useDiagramActions } from './use-diagram-actions.js';
import { useView } from './use-view.js';

const TitleDialog = fetchedPart(async () => (await import('./title-dialog.js')).TitleDialog);
const LATER = [TitleDialog];

export interface LibraryPageProps {
  readonly workspace: Workspace;
  readonly q: string;
  readonly sort: DiagramSort;
  readonly onSort: (sort: DiagramSort) => void;
  readonly onClearSearch: () => void;
  readonly onNew: () => void;
  readonly onImport: () => void;
}

/** All diagrams of a workspace: to find, open, name, copy, export and throw away. */
export function LibraryPage({ workspace, q, sort, onSort, onClearSearch, onNew, onImport }: LibraryPageProps) {
  const [view, setView] = useView();
  const [renaming, setRenaming] = useState<DiagramSummary | null>(null);
  const actions = useDiagramActions();
  useAtRest(LATER);
  const pages = useInfiniteQuery(diagramPages({ workspaceId: workspace.id, q, sort }));
  const error = useStandingError(pages);
  const seen = useLast(pages.data);
  const diagrams = seen?.pages.flatMap(({ items }) => items) ?? [];
  const mayWrite = roleIncludes(workspace.role, 'editor');
  const menuOf = (diagram: DiagramSummary) => ({ diagram, actions, mayWrite, onRename: () => setRenaming(diagram) });
  const endRenaming = (diagram: DiagramSummary) => {
    setRenaming(null);
    focusMenuOf(diagram.id);
  };
  const empty = pages.isSuccess && diagrams.length === 0;

  return (
    <>
      <PageHeader title={q === '' ? 'Library' : `Results for “${q}”`}>
        {!(empty && q === '') && <LibraryToolbar workspaceId={workspace.id} sort={sort} onSort={onSort} view={view} onView={setView} />}
      </PageHeader>
      {error && (
        <ErrorState
          title={seen ? 'What you see may be out of date' : 'The diagrams could not be loaded'}
          message={`${messageOf(error)} Your work is kept.`}
          onRetry={() => void pages.refetch()}
          retryAfterSeconds={secondsToNextTry(pages.errorUpdateCount, error)}
          busy={pages.isFetching}
        />
      )}
      {pages.isPending && !error && <DiagramSkeletons view={view} />}
      {empty && (q === '' ? <EmptyLibrary mayWrite={mayWrite} onNew={onNew} onImport={onImport} /> : <NothingFound q={q} onClear={onClearSearch} />)}
      {diagrams.length > 0 &&
        (view === 'grid' ? (
          <ul className={classes.grid} aria-label="Diagrams" data-stale={pages.isPlaceholderData || undefined}>
            {diagrams.map((diagram) => (
              <DiagramCard key={diagram.id} {...menuOf(diagram)} />
            ))}
          </ul>
        ) : (
          <DiagramTable diagrams={diagrams} menuOf={(diagram) => <DiagramMenu {...menuOf(diagram)} />} />
        ))}
      <MoreOnScroll pages={pages} />
      {renaming && (
        <TitleDialog
          heading="Rename diagram"
          initial={renaming.title}
          action="Rename"
          onClose={() => endRenaming(renaming)}
          onSubmit={(title) => {
            endRenaming(renaming);
            if (title !== renaming.title) actions.rename(diagrams.find(({ id }) => id === renaming.id) ?? renaming, title);
          }}
        />
      )}
    </>
  );
}
