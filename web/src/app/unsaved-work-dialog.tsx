import { Button, Group, Modal, Text } from '@mantine/core';
import { plural } from '../lib/plural.js';
import { useFocusBack } from '../ui/use-focus-back.js';

export interface UnsavedWorkDialogProps {
  /** Of how many diagrams there is work that only this browser has. */
  readonly diagrams: number;
  readonly onSignOut: () => void;
  readonly onClose: () => void;
}

/** Tells of work that stays behind on this device before somebody signs out. */
export function UnsavedWorkDialog({ diagrams, onSignOut, onClose }: UnsavedWorkDialogProps) {
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title="Some of your work is only on this device">
      <Text size="sm">
        This browser keeps changes to {plural(diagrams, 'diagram')} that are not on the server. They stay here, and you find them again when you sign in and open the diagram. If others use this device, save or download them before you sign out.
      </Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Stay signed in
        </Button>
        <Button onClick={onSignOut}>Sign out</Button>
      </Group>
    </Modal>
  );
}
