import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 250;

/** Searches the library by title while one types; what is searched for lives in the address. */
export function SearchField() {
  const { q = '' }: { readonly q?: string } = useSearch({ strict: false });
  const [text, setText] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const search = (value: string) =>
    void navigate({ to: '/', search: ({ sort }) => ({ sort, q: value.trim() || undefined }), replace: true });
  const searchSoon = useDebouncedCallback(search, PAUSE_MS);
  const change = (value: string) => {
    setText(value);
    searchSoon(value);
  };

  // The address also changes by itself: back, forward, "clear the search".
  useEffect(() => {
    if (document.activeElement !== field.current) setText(q);
  }, [q]);
  useHotkeys([
    ['/', () => field.current?.focus()],
    ['mod+K', () => field.current?.select()],
  ]);

  return (
    <TextInput
      ref={field}
      type="search"
      aria-label="Search diagrams by title"
      placeholder="Search diagrams"
      value={text}
      maxLength={200}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') search(text);
        if (event.key === 'Escape') change('');
      }}
      leftSection={<IconSearch size={17} aria-hidden="true" />}
      rightSection={text === '' ? <Kbd size="xs" visibleFrom="sm" aria-hidden="true">/</Kbd> : <CloseButton size="sm" aria-label="Clear the search" onClick={() => change('')} />}
    />
  );
}
