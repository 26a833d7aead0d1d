import { Modal, Stack, Text } from '@mantine/core';
import { IconArrowDownToArc, IconCopyPlus, IconDownload } from '@tabler/icons-react';
import { Choice, Failure } from './choice.js';
import { useChoosing } from './use-choosing.js';

export interface StrandedDialogProps {
  readonly opened: boolean;
  /** The diagram was deleted, or the person may only look at it now. */
  readonly why: 'gone' | 'forbidden';
  readonly onKeepCopy: () => Promise<void>;
  readonly onDownload: () => Promise<void>;
  /** Keeps the work on this device, and shows the diagram as it is. */
  readonly onPutAside: () => Promise<void>;
  readonly onLater: () => void;
}

const WORDS = {
  gone: { title: 'This diagram is no longer there', text: 'It was deleted, or you may no longer open it. It cannot be saved in its old place; what you see here is not lost.' },
  forbidden: { title: 'You may only view this diagram now', text: 'Your changes cannot be saved here any more, because your role in this workspace has changed. They are not lost: what you see is your work.' },
} as const;

/** The work here cannot be saved in its place any more: it can still go on as a diagram of its own. */
export function StrandedDialog({ opened, why, onKeepCopy, onDownload, onPutAside, onLater }: StrandedDialogProps) {
  const { busy, failure, choose } = useChoosing<'copy' | 'file' | 'aside'>();
  const { title, text } = WORDS[why];
  return (
    <Modal opened={opened} onClose={onLater} title={title} closeButtonProps={{ 'aria-label': 'Decide later' }}>
      <Text size="sm" mb="md">
        {text}
      </Text>
      <Failure words={failure} />
      <Stack gap="xs">
        <Choice first icon={<IconCopyPlus size={20} />} title="Save as a copy" text="Creates a new diagram from what you see and opens it." busy={busy === 'copy'} disabled={busy !== null} onChoose={() => void choose('copy', onKeepCopy)} />
        <Choice icon={<IconDownload size={20} />} title="Download the file" text="Keeps it as a BPMN file on your computer." busy={busy === 'file'} disabled={busy !== null} onChoose={() => void choose('file', onDownload)} />
        {why === 'forbidden' && (
          <Choice icon={<IconArrowDownToArc size={20} />} title="Show the diagram as it is" text="Yours is put aside on this device, and you can get it back." busy={busy === 'aside'} disabled={busy !== null} onChoose={() => void choose('aside', onPutAside)} />
        )}
      </Stack>
    </Modal>
  );
}
