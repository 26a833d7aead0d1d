import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { PALETTE_KEY } from '../../ui/commands/command.js';
import { onOpenPalette, openPalette } from '../../ui/commands/command-sources.js';

const SitePalette = lazy(async () => ({ default: (await import('./site-palette.js')).SitePalette }));

/** The command palette of every page behind the sign-in; fetched when it is opened for the first time. */
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
    const stop = onOpenPalette(() => {
      setWanted(true);
      setOpened(true);
    });
    return () => {
      window.removeEventListener('keydown', onKey);
      stop();
    };
  }, [outside]);
  return <Suspense>{wanted && !outside && <SitePalette opened={opened} onClose={() => setOpened(false)} />}</Suspense>;
}
