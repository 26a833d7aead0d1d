import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Drawing } from '../canvas/drawing.js';
import { matching, type ElementInfo } from '../canvas/elements-of.js';
import { LONGEST_NAME, shortened } from '../canvas/shortened.js';
import classes from './find-bar.module.css';

/** Looks for elements of the open file: what fits is marked, Enter goes from one to the next, wherever in the file it is. */
export function FindBar({ drawing, onClose }: { readonly drawing: Drawing; readonly onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const found = useMemo(() => matching(query, drawing.elements()), [query, drawing]);
  const current = found[at];

  useEffect(() => {
    field.current?.focus();
  }, []);
  useEffect(() => {
    drawing.mark(found.map(({ id }) => id), current?.id);
    return () => drawing.mark([]);
  }, [drawing, found, current]);

  const go = async (to: number) => {
    if (found.length === 0) return;
    const next = (to + found.length) % found.length;
    setAt(next);
    await drawing.reveal(found[next]!.id).catch((error: unknown) => console.warn('What was found could not be shown', error));
    // On another drawing of the file the marks are set anew.
    drawing.mark(found.map(({ id }) => id), found[next]!.id);
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      void go(event.key === 'ArrowUp' || event.shiftKey ? Math.max(at, 0) - 1 : at + 1);
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
      drawing.focus();
    }
  };

  return (
    <search className={classes.bar} aria-label="Find in this diagram">
      <IconSearch size={17} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        aria-label="Find in this diagram"
        placeholder="Name, id, type, documentation"
        value={query}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(-1);
        }}
        onKeyDown={press}
      />
      <span className={classes.count}>{query.trim() === '' ? '' : `${current ? `${at + 1} of ` : ''}${found.length}`}</span>
      <ActionIcon variant="subtle" color="gray" size={30} aria-label="Previous find" disabled={found.length === 0} onClick={() => void go(Math.max(at, 0) - 1)}>
        <IconChevronUp size={18} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" size={30} aria-label="Next find" disabled={found.length === 0} onClick={() => void go(at + 1)}>
        <IconChevronDown size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        aria-label="Close the search"
        onClick={() => {
          onClose();
          drawing.focus();
        }}
      >
        <IconX size={17} />
      </ActionIcon>
      <VisuallyHidden role="status">
        {spoken(query, found, current, at)}
      </VisuallyHidden>
    </search>
  );
}

function spoken(query: string, found: readonly ElementInfo[], current: ElementInfo | undefined, at: number): string {
  if (query.trim() === '') return '';
  if (current) return `${current.kind} ${shortened(current.name, LONGEST_NAME) || current.id}, ${at + 1} of ${found.length}`;
  return found.length === 0 ? 'Nothing found' : `${found.length} found`;
}
