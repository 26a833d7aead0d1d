import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';

export interface TitleDialogProps {
  readonly heading: string;
  readonly initial: string;
  readonly action: string;
  readonly busy?: boolean;
  readonly fault?: string | null;
  readonly onSubmit: (title: string) => void;
  readonly onClose: () => void;
}

const LONGEST = 200;

/** Asks for the title of a diagram. */
export function TitleDialog({ heading, initial, action, busy = false, fault = null, onSubmit, onClose }: TitleDialogProps) {
  const [title, setTitle] = useState(initial);
  const [tried, setTried] = useState(false);
  useFocusBack();
  const empty = title.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!empty) onSubmit(title.trim());
  };
  return (
    <Modal opened onClose={onClose} title={heading}>
      <form onSubmit={submit}>
        <TextInput
          label="Title"
          value={title}
          maxLength={LONGEST}
          onChange={(event) => setTitle(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          error={(tried && empty && 'Please enter a title') || fault}
          data-autofocus
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** The dialog is made anew each time, so it hands the focus back itself. */
function useFocusBack(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) setTimeout(() => before.focus());
    };
  }, []);
}
