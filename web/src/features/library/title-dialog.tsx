import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { safeText } from '../../lib/safe-text.js';
import { useFocusBack } from '../../ui/use-focus-back.js';
import classes from './title-dialog.module.css';

export interface TitleDialogProps {
  readonly heading: string;
  /** Follows until somebody types another. */
  readonly initial: string;
  readonly action: string;
  readonly busy?: boolean;
  readonly fault?: string | null;
  readonly size?: 'md' | 'xl';
  /** Stands below the title. */
  readonly children?: ReactNode;
  readonly onSubmit: (title: string) => void;
  readonly onClose: () => void;
}

const LONGEST = 200;

/** Asks for the title of a diagram. */
export function TitleDialog({ heading, initial, action, busy = false, fault = null, size = 'md', children, onSubmit, onClose }: TitleDialogProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const title = typed ?? initial;
  const [tried, setTried] = useState(false);
  useFocusBack();
  const wanted = safeText(title);
  const empty = wanted === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!empty) onSubmit(wanted);
  };
  return (
    <Modal opened onClose={onClose} title={heading} size={size}>
      <form onSubmit={submit}>
        <TextInput
          label="Title"
          value={title}
          maxLength={LONGEST}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          error={(tried && empty && 'Please enter a title') || fault}
          data-autofocus
        />
        {children}
        <Group justify="flex-end" mt="lg" className={children === undefined ? undefined : classes.foot}>
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
