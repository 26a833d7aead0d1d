import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 250;
const FIELD = 'search-field';

/** Back into the search field, with what stands there ready to be typed over. */
export function focusSearchField(): void {
  const field = document.getElementById(FIELD);
  if (field instanceof HTMLInputElement) field.select();
}

/** Searches the workspace while one types; what is searched for lives in the address. Arrow down goes to what was found. */
export function SearchField() {
  const { q = '' }: { readonly q?: string } = useSearch({ strict: false });
  const [text, setText] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const search = (value: string) =>
    void navigate({ to: '/', search: ({ sort }) => ({ sort, q: value.trim() || undefined }), replace: true });
  const searchSoon = useDebouncedCallback(search, PAUSE_MS);
  const change = (value: string) => {
    setText(value);
    searchSoon(value);
  };

  // Whoever goes somewhere else is not pulled back by what was typed just before.
  useEffect(() => () => searchSoon.cancel(), [path, searchSoon]);
  // The address also changes by itself: back, forward, "clear the search".
  useEffect(() => {
    if (document.activeElement !== field.current) setText(q);
  }, [q]);
  useHotkeys([['/', focusSearchField]]);

  return (
    <TextInput
      ref={field}
      id={FIELD}
      type="search"
      aria-label="Search diagrams"
      placeholder="Search titles, steps, documentation"
      value={text}
      maxLength={200}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          searchSoon.cancel();
          search(text);
        }
        if (event.key === 'ArrowDown') {
          const first = document.querySelector<HTMLElement>('[data-result]');
          if (first) event.preventDefault();
          first?.focus();
        }
        if (event.key === 'Escape') change('');
      }}
      leftSection={<IconSearch size={17} aria-hidden="true" />}
      rightSection={text === '' ? <Kbd size="xs" visibleFrom="sm" aria-hidden="true">/</Kbd> : <CloseButton size="sm" aria-label="Clear the search" onClick={() => change('')} />}
    />
  );
}
