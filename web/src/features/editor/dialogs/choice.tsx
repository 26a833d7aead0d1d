import { Alert, Loader, Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './dialogs.module.css';

export interface ChoiceProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly busy: boolean;
  readonly disabled: boolean;
  /** The one a keyboard starts at. */
  readonly first?: boolean;
  readonly onChoose: () => void;
}

/** One way on, with what it will do in plain words. */
export function Choice({ icon, title, text, busy, disabled, first, onChoose }: ChoiceProps) {
  return (
    <UnstyledButton className={classes.choice} onClick={onChoose} disabled={disabled} aria-busy={busy} data-autofocus={first}>
      <span className={classes.icon} aria-hidden="true">
        {busy ? <Loader size={18} /> : icon}
      </span>
      <span>
        <Text fw={600} size="sm" component="span" display="block">
          {title}
        </Text>
        <Text size="sm" c="dimmed" component="span" display="block">
          {text}
        </Text>
      </span>
    </UnstyledButton>
  );
}

/** Why the way that was chosen could not be gone; nothing while there is no reason. */
export function Failure({ words }: { readonly words: string | null }) {
  return (
    words && (
      <Alert color="orange" variant="light" mb="md" role="alert">
        {words}
      </Alert>
    )
  );
}
