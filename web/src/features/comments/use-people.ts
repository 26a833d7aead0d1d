import { listMembers } from '@bpmn-studio/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { call } from '../../api/client.js';
import { searchedFor, type Named } from './mention-text.js';

const MOST_SHOWN = 6;
const NOBODY: readonly Named[] = [];

interface Found {
  readonly from: number;
  readonly to: number;
  readonly query: string;
}

/** The members an @ before the caret may mean, and the keys that choose among them. */
export function usePeople(workspaceId: string | null, field: RefObject<HTMLTextAreaElement | null>, text: string) {
  const [found, setFound] = useState<Found | null>(null);
  const [active, setActive] = useState(0);
  const caret = useRef<number | null>(null);
  const query = found?.query ?? '';
  const { data } = useQuery({
    queryKey: ['members', workspaceId, query.toLowerCase()],
    queryFn: async ({ signal }) => (await call(listMembers, { params: { workspaceId: workspaceId ?? '' }, query: { q: query || undefined, limit: MOST_SHOWN } }, { signal, anonymous: true, quiet: true })).data.items,
    enabled: workspaceId !== null && found !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const shown: readonly Named[] = found === null ? NOBODY : (data ?? NOBODY);

  useLayoutEffect(() => {
    if (caret.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [text, field]);

  const look = () => {
    const at = field.current?.selectionStart ?? 0;
    const next = field.current?.selectionEnd === at ? searchedFor(field.current.value, at) : null;
    setFound(next && { ...next, to: at });
    if (next?.query !== found?.query) setActive(0);
  };
  const onKey = (event: KeyboardEvent, choose: (person: Named) => void): boolean => {
    const person = shown[active];
    if (person === undefined || event.nativeEvent.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((active + step + shown.length) % shown.length);
    else if (event.key === 'Escape') setFound(null);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey) choose(person);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    found,
    shown,
    active: Math.min(active, Math.max(0, shown.length - 1)),
    look,
    onKey,
    close: () => setFound(null),
    /** Puts the caret there once the text has changed. */
    moveTo: (at: number) => {
      caret.current = at;
      setFound(null);
    },
  };
}
