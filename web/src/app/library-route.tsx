import { useNavigate, useSearch } from '@tanstack/react-router';
import { LibraryPage } from '../features/library/library-page.js';
import { useCreateAndImport } from './create-and-import.js';
import { NoWorkspace } from './no-workspace.js';
import { useWorkspace } from './use-workspace.js';

export function LibraryRoute() {
  const { q = '', sort = 'updated' } = useSearch({ from: '/signed-in/shell/' });
  const navigate = useNavigate({ from: '/' });
  const { workspace } = useWorkspace();
  const { openNewDiagram, chooseFiles } = useCreateAndImport();
  if (!workspace) return <NoWorkspace />;
  return (
    <LibraryPage
      key={workspace.id}
      workspace={workspace}
      q={q}
      sort={sort}
      onSort={(next) => void navigate({ search: (before) => ({ ...before, sort: next === 'updated' ? undefined : next }), replace: true })}
      onClearSearch={() => void navigate({ search: (before) => ({ ...before, q: undefined }) })}
      onNew={openNewDiagram}
      onImport={chooseFiles}
    />
  );
}
