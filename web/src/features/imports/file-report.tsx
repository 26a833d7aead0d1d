import { getImportFile } from '@bpmn-studio/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call, messageOf } from '../../api/client.js';
import { ReportDialog } from '../../ui/import-report/report-dialog.js';
import type { RunFile } from './import-state.js';

/** The whole report of one file of an import. */
export function FileReport({ file, onClose }: { readonly file: RunFile | null; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const place = file?.status === 'imported' ? file.report : null;
  const { data, error } = useQuery({
    queryKey: ['import-file', place?.importId, place?.position],
    queryFn: async ({ signal }) => (await call(getImportFile, { params: { id: place?.importId ?? '', position: place?.position ?? 1 } }, { signal })).data,
    enabled: place !== null,
    staleTime: Infinity,
  });
  const diagramId = file?.diagramId ?? null;
  const show = (element: string) => {
    onClose();
    if (diagramId !== null) void navigate({ to: '/diagrams/$diagramId', params: { diagramId }, search: { element } });
  };
  const refusal = file?.status === 'refused' ? { detail: file.detail ?? 'The file was refused.', line: file.line, column: file.column, quote: file.quote } : undefined;
  return (
    <ReportDialog
      opened={file !== null}
      title={file?.name ?? ''}
      report={data?.report}
      refusal={refusal}
      trouble={error ? messageOf(error) : undefined}
      onElement={diagramId === null ? undefined : show}
      onClose={onClose}
    />
  );
}
