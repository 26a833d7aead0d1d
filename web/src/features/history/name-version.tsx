import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import classes from './version-panel.module.css';

/** Gives the newest version a name, which keeps it for ever. */
export function NameVersion({ onName }: { readonly onName: (name: string) => Promise<string | null> }) {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || busy) return;
    setBusy(true);
    setTrouble(await onName(name.trim()));
    setBusy(false);
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label="Name this version"
        description="A named version is kept for ever."
        placeholder="Such as “Reviewed with sales”"
        value={name}
        maxLength={500}
        error={trouble && `Not named: ${trouble}`}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" size="xs" loading={busy} disabled={name.trim() === ''}>
        Name it
      </Button>
    </form>
  );
}
