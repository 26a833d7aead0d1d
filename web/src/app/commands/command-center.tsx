import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
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
  return <Suspense>{wanted && !outside && <SitePalette opened={opened} onClose={() => setOpened(false)} />}</Suspense>;
}
