import { Anchor, Modal, Text } from '@mantine/core';
import { SignInForm } from './sign-in-form.js';

export interface SessionDialogProps {
  readonly opened: boolean;
  readonly email: string | undefined;
  readonly onSignedIn: () => void | Promise<void>;
  readonly onClose: () => void;
}

/** Asks to sign in again on top of the page, so that nothing on it is lost. */
export function SessionDialog({ opened, email, onSignedIn, onClose }: SessionDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Please sign in again" zIndex={400}>
      <Text size="sm" c="dimmed" mb="md">
        Your session has ended. This page stays as it is, and you go on where you were.
      </Text>
      {opened && <SignInForm {...(email !== undefined && { email })} onSignedIn={onSignedIn} />}
      <Text size="sm" mt="md">
        <Anchor href="/sign-in" size="sm" underline="always">
          Use another account
        </Anchor>
      </Text>
    </Modal>
  );
}
