import { Button, Group, Modal, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { NotSaved } from '../save/save-runner.js';

/** Asks before the editor is left, when what is unsaved is neither on the server nor on this device. Saving is tried first. */
export function LeaveDialog({ editing, onDownload }: { readonly editing: { readonly isAtRisk: boolean; saveNow(): Promise<NotSaved | null> }; readonly onDownload: () => void }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: async () => editing.isAtRisk && (await editing.saveNow()) !== null,
    enableBeforeUnload: false, // closing the page is asked about by the editing itself
    withResolver: true,
  });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title="Your latest changes are not saved" closeButtonProps={{ 'aria-label': 'Stay here' }}>
      <Text size="sm">They could not be sent to the server, and this browser cannot keep a copy. If you leave now, they are lost.</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="subtle" color="red" onClick={() => proceed?.()}>
          Leave without them
        </Button>
        <Button variant="default" onClick={onDownload}>
          Download the file
        </Button>
        <Button data-autofocus onClick={() => reset?.()}>
          Stay here
        </Button>
      </Group>
    </Modal>
  );
}
