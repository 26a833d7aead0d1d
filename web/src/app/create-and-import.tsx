import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef } from 'react';
import { roleIncludes } from '@bpmn-studio/contracts';
import { ACCEPTED } from '../features/imports/choose-files.js';
import { DropArea } from '../features/imports/drop-area.js';
import { importFiles, resumeImports, useImportRun } from '../features/imports/import-run.js';
import type { StartingPoints } from '../features/library/new-diagram-dialog.js';
import { useAtRest } from '../lib/use-at-rest.js';
import { useCommands } from '../ui/commands/command-sources.js';
import { fetchedPart } from '../ui/fetched-part.js';
import { useWorkspace } from './use-workspace.js';

const NewDiagramDialog = fetchedPart(async () => (await import('../features/library/new-diagram-dialog.js')).NewDiagramDialog);
const TemplateChoice = fetchedPart(async () => (await import('../features/templates/template-choice.js')).TemplateChoice);
const ImportPanel = fetchedPart(async () => (await import('../features/imports/import-panel.js')).ImportPanel);
const LATER = [NewDiagramDialog, TemplateChoice, ImportPanel];

const startingPoints: StartingPoints = {
  draw: (chosen, onChoose) => <TemplateChoice chosen={chosen} onChoose={onChoose} />,
  documentFrom: async (id) => (await import('../features/templates/template-files.js')).documentFrom(id),
};

interface CreateAndImport {
  readonly openNewDiagram: () => void;
  readonly chooseFiles: () => void;
}

const Context = createContext<CreateAndImport | null>(null);

/** The two ways to begin, from anywhere in the shell. */
export function useCreateAndImport(): CreateAndImport {
  const value = use(Context);
  if (!value) throw new Error('useCreateAndImport stands outside its provider');
  return value;
}

/** Holds the dialog, the file chooser, the drop area and the report of an import, so that they outlive a page. */
export function CreateAndImportProvider({ children }: { readonly children: ReactNode }) {
  const { workspace } = useWorkspace();
  const [naming, dialog] = useDisclosure(false);
  const input = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const run = useImportRun();
  useAtRest(LATER);
  const mayWrite = workspace !== undefined && roleIncludes(workspace.role, 'editor');

  const renew = useCallback(() => void queries.invalidateQueries({ queryKey: ['diagrams'] }), [queries]);
  useEffect(() => resumeImports(renew), [renew]);
  const take = useCallback(
    (files: readonly File[]) => {
      if (workspace && files.length > 0) void importFiles(files, workspace.id, renew);
    },
    [workspace, renew],
  );
  const value = useMemo(() => ({ openNewDiagram: dialog.open, chooseFiles: () => input.current?.click() }), [dialog.open]);
  useCommands({
    list: () =>
      mayWrite
        ? [
            { id: 'new-diagram', label: 'New diagram', group: 'Library', keys: 'N', words: 'create draw', icon: IconPlus, run: dialog.open },
            { id: 'import', label: 'Import files', group: 'Library', words: 'upload open bpmn', icon: IconUpload, run: value.chooseFiles },
          ]
        : [],
  });

  return (
    <Context value={value}>
      {children}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED.join(',')}
        aria-label="Files to import"
        onChange={(event) => {
          take([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      {mayWrite && <DropArea onFiles={take} />}
      {workspace && naming && <NewDiagramDialog onClose={dialog.close} workspaceId={workspace.id} startingPoints={startingPoints} />}
      {run.phase !== 'idle' && <ImportPanel />}
    </Context>
  );
}
