import { COMMENT_LIMITS } from '@bpmn-studio/contracts';
import { Button, Group, Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { messageOf, OfflineError } from '../../api/client.js';
import { uniqueKey } from '../../lib/unique-key.js';
import classes from './comments.module.css';
import { keepDraft, recallDraft } from './draft-memory.js';
import { bodyOf, type Named } from './mention-text.js';
import { PeopleList } from './people-list.js';
import { usePeople } from './use-people.js';

export interface ComposerProps {
  readonly workspaceId: string | null;
  readonly label: string;
  readonly send: string;
  /** Under what the text is kept until it is sent. */
  readonly draft: string;
  /** What it begins with, when an old comment is changed. */
  readonly initial?: string;
  readonly mentions?: readonly Named[];
  /** Takes the keyboard when it comes. */
  readonly isAwaited?: boolean;
  readonly onSend: (body: string, key: string) => Promise<unknown>;
  readonly onCancel?: () => void;
}

const NOBODY: readonly Named[] = [];

/** Where a comment is written. What could not be sent stays, and says so; sent again it is still one comment. */
export function Composer({ workspaceId, label, send, draft, initial = '', mentions = NOBODY, isAwaited = false, onSend, onCancel }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [kept] = useState(() => recallDraft(draft));
  const [text, setText] = useState(kept?.text ?? initial);
  const [chosen, setChosen] = useState(kept?.chosen ?? mentions);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const attempt = useRef({ body: '', key: '' });
  const listId = useId();
  const people = usePeople(workspaceId, field, text);
  const body = bodyOf(text, chosen).trim();
  const tooLong = body.length > COMMENT_LIMITS.characters;

  useEffect(() => {
    if (isAwaited) field.current?.focus();
  }, [isAwaited]);

  const write = (next: string, named = chosen) => {
    setText(next);
    setChosen(named);
    keepDraft(draft, next === initial || next === '' ? null : { text: next, chosen: named });
  };
  const choose = (person: Named) => {
    const found = people.found;
    if (!found) return;
    const before = `${text.slice(0, found.from)}@${person.name} `;
    write(before + text.slice(found.to).replace(/^ /, ''), [...chosen.filter(({ name }) => name !== person.name), person]);
    people.moveTo(before.length);
  };
  const submit = async () => {
    if (body === '' || busy || tooLong) return;
    if (attempt.current.body !== body) attempt.current = { body, key: uniqueKey() };
    setBusy(true);
    setTrouble(null);
    try {
      await onSend(body, attempt.current.key);
      keepDraft(draft, null);
      setText('');
      setChosen(NOBODY);
    } catch (error) {
      setTrouble(error instanceof OfflineError ? 'Not sent: the server could not be reached. Your text is kept here.' : `Not sent: ${messageOf(error)} Your text is kept here.`);
    } finally {
      setBusy(false);
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (people.onKey(event, choose)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
    if (event.key === 'Escape' && onCancel) {
      event.preventDefault();
      onCancel();
    }
  };

  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Textarea
        ref={field}
        aria-label={label}
        placeholder="Write a comment. @ mentions somebody"
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        readOnly={busy}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={people.shown.length > 0 ? listId : undefined}
        aria-activedescendant={people.shown.length > 0 ? `${listId}-${people.active}` : undefined}
        onChange={(event) => write(event.currentTarget.value)}
        onSelect={people.look}
        onKeyDown={onKey}
        onBlur={people.close}
      />
      <PeopleList id={listId} people={people.shown} active={people.active} onChoose={choose} />
      {tooLong && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {body.length} characters; {COMMENT_LIMITS.characters} fit into a comment.
        </Text>
      )}
      {trouble !== null && (
        <Text size="xs" className={classes.trouble} role="alert">
          {trouble}
        </Text>
      )}
      <Group gap="xs" justify="flex-end">
        {onCancel && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button type="submit" size="compact-sm" loading={busy} disabled={body === '' || tooLong}>
          {trouble === null ? send : 'Try again'}
        </Button>
      </Group>
    </form>
  );
}
