import { Button, Group, TextInput, VisuallyHidden } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { safeText } from '../../lib/safe-text.js';
import classes from './version-panel.module.css';

export interface NameVersionProps {
  readonly label: string;
  /** The name it has. */
  readonly current?: string | undefined;
  /** Resolves with why it was not named; null when it was. */
  readonly onName: (name: string) => Promise<string | null>;
  /** Without it the form stays. */
  readonly onCancel?: () => void;
}

/** Gives a version a name, which keeps it for ever. */
export function NameVersion({ label, current = '', onName, onCancel }: NameVersionProps) {
  const [name, setName] = useState(current);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [done, setDone] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = safeText(name);
    if (wanted === '' || busy) return;
    setBusy(true);
    const why = await onName(wanted);
    setTrouble(why);
    setBusy(false);
    if (why !== null || onCancel) return;
    setName('');
    setDone(`Named “${wanted}”`);
    field.current?.focus(); // the button that may have had it has nothing to do now
  };
  return (
    <form className={classes.form} data-inline={onCancel !== undefined || undefined} onSubmit={(event) => void submit(event)}>
      <TextInput
        ref={field}
        label={label}
        description="A named version is kept for ever."
        placeholder="Reviewed with sales"
        value={name}
        maxLength={500}
        data-autofocus={onCancel !== undefined || undefined}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person just asked for this field
        autoFocus={onCancel !== undefined}
        error={trouble && `Not named: ${trouble}`}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !onCancel) return;
          event.preventDefault();
          event.stopPropagation();
          onCancel();
        }}
      />
      <VisuallyHidden role="status">{done}</VisuallyHidden>
      <Group gap={6} justify="flex-end">
        {onCancel && (
          <Button variant="subtle" color="gray" size="xs" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button type="submit" variant="default" size="xs" loading={busy} disabled={name.trim() === '' || name.trim() === current}>
          {current === '' ? 'Name it' : 'Rename it'}
        </Button>
      </Group>
    </form>
  );
}
