import { deleteDiagram, type DiagramSummary, duplicateDiagram, exportDiagram, type ExportFormat, restoreDiagram, saveDiagram } from '@bpmn-studio/contracts';
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callFile } from '../../api/call-file.js';
import { call, isProblem, messageOf } from '../../api/client.js';
import { download, fileNameFor } from '../../lib/download.js';
import { uniqueKey } from '../../lib/unique-key.js';
import { type DiagramPages, mapPages } from './diagram-pages.js';

const ALL = { queryKey: ['diagrams'] };
const UNDO_MS = 10_000;

/** Everything a card or a row can do with its diagram. Lists change at once and are read again afterwards. */
export function useDiagramActions() {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries(ALL);
  const change = (each: (diagram: DiagramSummary) => DiagramSummary | null) =>
    queries.setQueriesData<DiagramPages>(ALL, (pages) => pages && mapPages(pages, each));
  const replace = (next: DiagramSummary) => change((diagram) => (diagram.id === next.id ? next : diagram));
  const complain = (what: string) => (error: Error) => {
    notifications.show({ color: 'red', title: what, message: messageOf(error), autoClose: 8000 });
    void refresh();
  };

  const rename = useMutation({
    mutationFn: ({ diagram, title }: { readonly diagram: DiagramSummary; readonly title: string }) => renameOn(diagram, title),
    onMutate: ({ diagram, title }) => replace({ ...diagram, title }),
    onSuccess: replace,
    onError: complain('The name was not changed'),
    onSettled: refresh,
  });

  const duplicate = useMutation({
    mutationFn: async ({ diagram, key }: { readonly diagram: DiagramSummary; readonly key: string }) =>
      (await call(duplicateDiagram, { params: { id: diagram.id }, headers: { 'idempotency-key': key }, body: {} })).data,
    onSuccess: (copy) => notifications.show({ message: `“${copy.title}” was made`, autoClose: 3000 }),
    onError: complain('No copy was made'),
    onSettled: refresh,
  });

  const restore = useMutation({
    mutationFn: async (diagram: DiagramSummary) => (await call(restoreDiagram, { params: { id: diagram.id } })).data,
    onMutate: (diagram) => {
      queries.setQueriesData<DiagramPages>({ ...ALL, predicate: ({ queryKey }) => JSON.stringify(queryKey).includes('"deleted":true') }, (pages) =>
        pages && mapPages(pages, (one) => (one.id === diagram.id ? null : one)),
      );
    },
    onSuccess: (diagram) => notifications.show({ message: `“${diagram.title}” is back in the library`, autoClose: 3000 }),
    onError: complain('The diagram was not restored'),
    onSettled: refresh,
  });

  const trash = useMutation({
    mutationFn: (diagram: DiagramSummary) => call(deleteDiagram, { params: { id: diagram.id } }),
    onMutate: (diagram) => change((one) => (one.id === diagram.id ? null : one)),
    onSuccess: (_, diagram) => offerUndo(diagram, () => restore.mutate(diagram)),
    onError: complain('The diagram was not moved'),
    onSettled: refresh,
  });

  const exportAs = useMutation({
    mutationFn: async ({ diagram, format }: { readonly diagram: DiagramSummary; readonly format: ExportFormat }) => {
      const { file } = await callFile(exportDiagram, { params: { id: diagram.id }, query: { format } });
      download(file, fileNameFor(diagram.title, format));
    },
    onError: complain('The export did not work'),
  });

  return {
    rename: (diagram: DiagramSummary, title: string) => rename.mutate({ diagram, title }),
    duplicate: (diagram: DiagramSummary) => duplicate.mutate({ diagram, key: uniqueKey() }),
    trash: (diagram: DiagramSummary) => trash.mutate(diagram),
    restore: (diagram: DiagramSummary) => restore.mutate(diagram),
    exportAs: (diagram: DiagramSummary, format: ExportFormat) => exportAs.mutate({ diagram, format }),
  };
}

export type DiagramActions = ReturnType<typeof useDiagramActions>;

/** Sets the title on the version in view; somebody else's newer version does not stand in the way of a new name. */
async function renameOn({ id, version }: DiagramSummary, title: string): Promise<DiagramSummary> {
  const put = async (on: number) => (await call(saveDiagram, { params: { id }, headers: { 'if-match': `"${on}"` }, body: { title } })).data;
  try {
    return await put(version);
  } catch (error) {
    if (!isProblem(error, 'diagram.version_conflict') || error.problem.currentVersion === undefined) throw error;
    return put(error.problem.currentVersion);
  }
}

function offerUndo(diagram: DiagramSummary, undo: () => void): void {
  const id = `trashed-${diagram.id}`;
  notifications.show({
    id,
    autoClose: UNDO_MS,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" lineClamp={2}>
          “{diagram.title}” is in the trash
        </Text>
        <Button
          size="compact-sm"
          variant="light"
          style={{ flexShrink: 0 }}
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}
