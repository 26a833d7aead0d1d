import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { OpeningNote } from './open-diagram.js';

const TIME_TO_LOOK_MS = 20_000;
const PUT_ASIDE = 'put-aside';

const NOTES = {
  restored: 'Brought back your unsaved changes.',
  'from-device': 'The server is out of reach. This is the copy kept on this device.',
  [PUT_ASIDE]: 'Brought back your unsaved changes. Those of another tab were put aside on this device.',
} as const;

/** Says how a diagram was opened; what was put aside is one click away. */
export function tellOpening(note: NonNullable<OpeningNote>, onCopies: () => void): void {
  if (note !== PUT_ASIDE) return void notifications.show({ message: NOTES[note] });
  offer(NOTES[note], onCopies);
}

/** Says that what was done here could not be shared, and where it is now. */
export function tellAside(onCopies: () => void): void {
  offer('The server could not take your latest changes. They were put aside on this device.', onCopies);
}

function offer(words: string, onCopies: () => void): void {
  const look = () => {
    notifications.hide(PUT_ASIDE);
    onCopies();
  };
  notifications.show({
    id: PUT_ASIDE,
    autoClose: TIME_TO_LOOK_MS,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{words}</Text>
        <Button size="compact-sm" variant="light" style={{ flexShrink: 0 }} onClick={look}>
          Show them
        </Button>
      </Group>
    ),
  });
}
