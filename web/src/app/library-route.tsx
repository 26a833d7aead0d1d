import { useNavigate, useSearch } from '@tanstack/react-router';
import { SHORTEST_SEARCH } from '@bpmn-studio/contracts';
import { LibraryPage } from '../features/library/library-page.js';
import { useAtRest } from '../lib/use-at-rest.js';
import { fetchedPart } from '../ui/fetched-part.js';
import { useCreateAndImport } from './create-and-import.js';
import { NoWorkspace } from './no-workspace.js';
import { focusSearchField } from './shell/search-field.js';
import { useWorkspace } from './use-workspace.js';

const SearchResults = fetchedPart(async () => (await import('../features/search/search-results.js')).SearchResults);
const LATER = [SearchResults];

export function LibraryRoute() {
  useAtRest(LATER);
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
