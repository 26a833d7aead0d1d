import { useRouterState } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isDialogOpen } from '../../lib/is-dialog-open.js';
import { useAtRest } from '../../lib/use-at-rest.js';
import { PALETTE_KEY } from '../../ui/commands/command.js';
import { onOpenPalette, openPalette } from '../../ui/commands/command-sources.js';
import { fetchedPart } from '../../ui/fetched-part.js';

const SitePalette = fetchedPart(async () => (await import('./site-palette.js')).SitePalette);
const LATER = [SitePalette];
const NOTHING: typeof LATER = [];

/** The command palette of every page behind the sign-in; fetched when the page has come to rest. */
export function CommandCenter() {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  const typed = useTypedMeanwhile(opened);
  const outside = useRouterState({ select: ({ location }) => location.pathname.startsWith('/sign-') });
  useAtRest(outside ? NOTHING : LATER);
  useEffect(() => {
    if (outside) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== PALETTE_KEY) return;
      event.preventDefault();
      if (!isDialogOpen()) openPalette();
    };
    window.addEventListener('keydown', onKey);
    const stop = onOpenPalette(() => {
      setWanted(true);
      setOpened(true);
    });
    return () => {
      window.removeEventListener('keydown', onKey);
      stop();
    };
  }, [outside]);
  return wanted && !outside && <SitePalette opened={opened} typed={typed} onClose={() => setOpened(false)} />;
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
