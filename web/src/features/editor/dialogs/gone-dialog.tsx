import { Alert, Modal, Stack, Text } from '@mantine/core';
import { IconCopyPlus, IconDownload } from '@tabler/icons-react';
import { Choice } from './choice.js';
import { useChoosing } from './use-choosing.js';

export interface GoneDialogProps {
  readonly opened: boolean;
  readonly onKeepCopy: () => Promise<void>;
  readonly onDownload: () => Promise<void>;
  readonly onLater: () => void;
}

/** The diagram was deleted while it was open here: the work can still go on as a diagram of its own. */
export function GoneDialog({ opened, onKeepCopy, onDownload, onLater }: GoneDialogProps) {
  const { busy, failure, choose } = useChoosing<'copy' | 'file'>();
  return (
    <Modal opened={opened} onClose={onLater} title="This diagram was deleted elsewhere" closeButtonProps={{ 'aria-label': 'Decide later' }}>
      <Text size="sm" mb="md">
        It can no longer be saved in its old place. What you see here is not lost.
      </Text>
      {failure && (
        <Alert color="orange" variant="light" mb="md" role="alert">
          {failure}
        </Alert>
      )}
      <Stack gap="xs">
        <Choice first icon={<IconCopyPlus size={20} />} title="Save as a copy" text="Creates a new diagram from what you see and opens it." busy={busy === 'copy'} disabled={busy !== null} onChoose={() => void choose('copy', onKeepCopy)} />
        <Choice icon={<IconDownload size={20} />} title="Download the file" text="Keeps it as a BPMN file on your computer." busy={busy === 'file'} disabled={busy !== null} onChoose={() => void choose('file', onDownload)} />
      </Stack>
    </Modal>
  );
}
