import { useNavigate, useSearch } from '@tanstack/react-router';
import { SHORTEST_SEARCH } from '@bpmn-studio/contracts';
import { LibraryPage } from '../features/library/library-page.js';
import { SearchResults } from '../features/search/search-results.js';
import { useCreateAndImport } from './create-and-import.js';
import { NoWorkspace } from './no-workspace.js';
import { focusSearchField } from './shell/search-field.js';
import { useWorkspace } from './use-workspace.js';

export function LibraryRoute() {
  const { q = '', sort = 'updated' } = useSearch({ from: '/signed-in/shell/' });
  const navigate = useNavigate({ from: '/' });
  const { workspace } = useWorkspace();
  const { openNewDiagram, chooseFiles } = useCreateAndImport();
  if (!workspace) return <NoWorkspace />;
  const clear = () => void navigate({ search: (before) => ({ ...before, q: undefined }) });
  if (q.trim().length >= SHORTEST_SEARCH) return <SearchResults key={workspace.id} workspace={workspace} q={q.trim()} onClear={clear} onLeave={focusSearchField} />;
  return (
    <LibraryPage
      key={workspace.id}
      workspace={workspace}
      q={q}
      sort={sort}
      onSort={(next) => void navigate({ search: (before) => ({ ...before, sort: next === 'updated' ? undefined : next }), replace: true })}
      onClearSearch={clear}
      onNew={openNewDiagram}
      onImport={chooseFiles}
    />
  );
}
