import { notifications } from '@mantine/notifications';
import { ReportDialog } from '../../../ui/import-report/report-dialog.js';
import { useFileReport } from './use-file-report.js';
import { useSaveState } from './use-facts.js';
import type { Workbench } from './workbench.js';

/** The report on the document as it was saved last. */
export function FileReport({ bench: { diagramId, editing }, onClose }: { readonly bench: Workbench; readonly onClose: () => void }) {
  const { base, title } = useSaveState(editing.saving);
  const report = useFileReport(diagramId, base);
  const show = (id: string) => {
    onClose();
    const tell = () => notifications.show({ id: 'element-gone', message: 'This element is not in the drawing.' });
    editing.drawing.reveal(id).then((shown) => !shown && tell(), tell);
  };
  return <ReportDialog opened title={title} report={report ?? undefined} trouble={report === null ? 'The report could not be made in this browser.' : undefined} onElement={show} onClose={onClose} />;
}
