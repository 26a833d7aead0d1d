import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { PALETTE_KEY } from '../../ui/commands/command.js';
import { onOpenPalette, openPalette } from '../../ui/commands/command-sources.js';

const load = () => import('./site-palette.js');
const SitePalette = lazy(async () => ({ default: (await load()).SitePalette }));
/** Fetched once the page is at rest, so that nobody types into nothing while it comes. */
const REST_MS = 2_500;

/** The command palette of every page behind the sign-in; fetched when the page has come to rest. */
export function CommandCenter() {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  const typed = useTypedMeanwhile(opened);
  const outside = useRouterState({ select: ({ location }) => location.pathname.startsWith('/sign-') });
  useEffect(() => {
    if (outside) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== PALETTE_KEY) return;
      event.preventDefault();
      if (document.querySelector('[role="dialog"][aria-modal="true"]') === null) openPalette();
    };
    window.addEventListener('keydown', onKey);
    // A network that fails is asked again when the palette is opened.
    const rest = setTimeout(() => void load().catch(() => undefined), REST_MS);
    const stop = onOpenPalette(() => {
      setWanted(true);
      setOpened(true);
    });
    return () => {
      clearTimeout(rest);
      window.removeEventListener('keydown', onKey);
      stop();
    };
  }, [outside]);
  return <Suspense>{wanted && !outside && <SitePalette opened={opened} typed={typed} onClose={() => setOpened(false)} />}</Suspense>;
}

/** What is typed between the key that opens the palette and its field being there, so that no letter is lost, or taken for a shortcut. */
function useTypedMeanwhile(opened: boolean): () => string {
  const letters = useRef('');
  useLayoutEffect(() => {
    if (!opened) return;
    letters.current = '';
    const collect = (event: KeyboardEvent) => {
      if (document.activeElement?.getAttribute('role') === 'combobox' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.length !== 1 && event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key.length === 1) letters.current += event.key;
    };
    window.addEventListener('keydown', collect, { capture: true });
    return () => window.removeEventListener('keydown', collect, { capture: true });
  }, [opened]);
  return () => letters.current;
}
