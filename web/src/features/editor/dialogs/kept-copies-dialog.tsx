import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { download, fileNameFor } from '../../../lib/download.js';
import { exactTime } from '../../../lib/relative-time.js';
import type { KeptCopy } from '../save/device-store.js';
import { useChoosing } from './use-choosing.js';

export interface KeptCopiesDialogProps {
  readonly opened: boolean;
  /** Null when the browser does not tell. */
  readonly copies: readonly KeptCopy[] | null;
  readonly onOpenCopy: (copy: KeptCopy) => Promise<void>;
  readonly onForget: (copy: KeptCopy) => Promise<void>;
  readonly onClose: () => void;
}

/** Work that was put aside on this device, to fetch back. */
export function KeptCopiesDialog({ opened, copies, onOpenCopy, onForget, onClose }: KeptCopiesDialogProps) {
  const { busy, failure, choose } = useChoosing<string>();
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title="Kept on this device" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Text size="sm" c="dimmed" mb="md">
        Your versions of this diagram that were put aside. They are in this browser only, for 60 days or longer.
      </Text>
      {failure && (
        <Text size="sm" c="var(--mantine-color-error)" mb="sm" role="alert">
          {failure}
        </Text>
      )}
      <Stack gap="sm">
        {copies?.map((copy) => (
          <Group key={copy.id} justify="space-between" gap="xs">
            <div>
              <Text size="sm" fw={600}>
                {copy.title}
              </Text>
              <Text size="xs" c="dimmed">
                {exactTime(new Date(copy.at).toISOString())}
              </Text>
            </div>
            <Group gap="xs">
              <Button size="xs" loading={busy === copy.id} onClick={() => void choose(copy.id, () => onOpenCopy(copy))}>
                Open as a copy
              </Button>
              <Button size="xs" variant="default" onClick={() => download(copy.xml, fileNameFor(copy.title, 'bpmn'), 'application/bpmn+xml')}>
                Download
              </Button>
              <Button size="xs" variant="subtle" color="gray" onClick={() => void choose(`forget ${copy.id}`, () => onForget(copy))}>
                Forget
              </Button>
            </Group>
          </Group>
        ))}
        {copies?.length === 0 && <Text size="sm">Nothing is kept here.</Text>}
        {copies === null && <Text size="sm">This browser does not let us read what it keeps.</Text>}
      </Stack>
    </Modal>
  );
}
