import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { messageOf } from '../../../api/client.js';
import { fetchedPart } from '../../../ui/fetched-part.js';
import { KeptCopiesDialog } from '../dialogs/kept-copies-dialog.js';
import { LeaveDialog } from '../dialogs/leave-dialog.js';
import { ShortcutsSheet } from '../dialogs/shortcuts-sheet.js';
import { StrandedDialog } from '../dialogs/stranded-dialog.js';
import { copiesOf, dropCopy, type KeptCopy } from '../save/device-store.js';
import { isDirty } from '../save/save-state.js';
import { ConflictDialogs } from './conflict-dialogs.js';
import { FileReport } from './file-report.js';
import { exportDrawing, offerFile } from './export-drawing.js';
import { copyTitle, createCopy } from './server-ports.js';
import { useSaveState } from './use-facts.js';
import type { Workbench } from './workbench.js';

export const ExportDialog = fetchedPart(async () => (await import('../export/export-dialog.js')).ExportDialog);

const TIME_TO_REGRET_MS = 20_000;

/** The dialogs of an open diagram. What has to be decided opens its dialog once by itself; decided later, it waits behind the words in the bar. */
export function WorkbenchDialogs({ bench }: { readonly bench: Workbench }) {
  const { editing, opened, dialog, setDialog } = bench;
  const state = useSaveState(editing.saving);
  const { hold } = state;
  const navigate = useNavigate();
  const [copies, setCopies] = useState<readonly KeptCopy[] | null>([]);
  const close = useCallback(() => setDialog(null), [setDialog]);
  const openDiagram = (diagramId: string) => navigate({ to: '/diagrams/$diagramId', params: { diagramId } });

  const stranded = hold?.kind === 'gone' || hold?.kind === 'forbidden' ? hold.kind : null;
  const mustDecide = stranded !== null && isDirty(state);
  useEffect(() => {
    if (mustDecide) setDialog('decide');
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each time, whoever draws this again
  }, [mustDecide]);
  useEffect(() => {
    if (dialog === 'copies') copiesOf(editing.owner).then(setCopies, () => setCopies(null));
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- read when the dialog opens; the owner stays the same for the life of the editor
  }, [dialog]);

  const openCopy = async (copy: KeptCopy) => {
    const id = await createCopy({ userId: copy.userId, title: copyTitle(copy.title), xml: copy.xml, workspaceId: opened.workspaceId, key: copy.id });
    await dropCopy(copy.id);
    await openDiagram(id);
  };
  const keepMine = async () => openDiagram(await editing.copyMine());

  return (
    <>
      <ConflictDialogs
        bench={bench}
        onKeepCopy={keepMine}
        onTakeTheirs={async (theirs) => {
          offerBack(await editing.takeTheirs(theirs), openCopy);
          close();
        }}
      />
      {stranded !== null && (
        <StrandedDialog
          opened={dialog === 'decide'}
          why={stranded}
          onKeepCopy={keepMine}
          onDownload={() => exportDrawing(editing.drawing, state.title, 'bpmn')}
          onPutAside={async () => {
            offerBack(await editing.takeNewest(), openCopy);
            close();
          }}
          onLater={close}
        />
      )}
      <LeaveDialog editing={editing} onDownload={() => void offerFile(editing.drawing, state.title, 'bpmn')} />
      {dialog === 'report' && <FileReport bench={bench} onClose={close} />}
      {(dialog === 'export-png' || dialog === 'export-pdf') && <ExportDialog bench={bench} format={dialog === 'export-png' ? 'png' : 'pdf'} onClose={close} />}
      <ShortcutsSheet opened={dialog === 'shortcuts'} onClose={close} />
      <KeptCopiesDialog
        opened={dialog === 'copies'}
        copies={copies}
        onOpenCopy={openCopy}
        onForget={async (copy) => {
          await dropCopy(copy.id);
          setCopies((all) => all?.filter(({ id }) => id !== copy.id) ?? null);
        }}
        onClose={close}
      />
    </>
  );
}

function offerBack(copy: KeptCopy, openCopy: (copy: KeptCopy) => Promise<void>): void {
  const back = () =>
    openCopy(copy).then(
      () => notifications.hide(copy.id),
      (error: unknown) => notifications.show({ color: 'orange', message: `${messageOf(error)} Your version is still kept on this device.` }),
    );
  notifications.show({
    id: copy.id,
    autoClose: TIME_TO_REGRET_MS,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">Your version is kept on this device.</Text>
        <Button size="compact-sm" variant="light" style={{ flexShrink: 0 }} onClick={() => void back()}>
          Get it back
        </Button>
      </Group>
    ),
  });
}
