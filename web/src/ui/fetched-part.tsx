import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ComponentType, useEffect, useState } from 'react';

/** A part of the page that is fetched when it is first shown, or before. */
export type FetchedPart<P extends object> = ComponentType<P> & { readonly fetch: () => Promise<void> };

const MISSING = 'This part of the page could not be loaded. Reload the page when the server can be reached again.';

/**
 * A component of a chunk of its own. Where it cannot be fetched (no network, a newer release), the page around it stays as
 * it is, with unsaved work and all, and a notice says so: what has `onClose` is closed again, anything else says it in its
 * place, too. Browsers do not fetch a module a second time, so that what failed needs the page anew.
 */
export function fetchedPart<P extends object>(load: () => Promise<ComponentType<P>>): FetchedPart<P> {
  let part: ComponentType<P> | null = null;
  const fetch = async () => {
    part ??= await load();
  };
  function Part(props: P) {
    const [Shown, show] = useState(() => part);
    const [isMissing, setMissing] = useState(false);
    useEffect(() => {
      if (Shown !== null) return;
      let isOver = false;
      fetch().then(
        () => !isOver && show(() => part),
        (error: unknown) => {
          console.warn('A part of the page could not be fetched', error);
          if (isOver) return;
          setMissing(true);
          notifications.show({ id: 'part-missing', color: 'orange', message: MISSING });
          if (canClose(props)) props.onClose();
        },
      );
      return () => {
        isOver = true;
      };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- fetched once for each time it is shown, whatever it is given
    }, [Shown]);
    if (Shown !== null) return <Shown {...props} />;
    return isMissing && !canClose(props) ? <Text size="sm" c="dimmed" p="md" role="alert">{MISSING}</Text> : null;
  }
  return Object.assign(Part, { fetch });
}

function canClose(props: object): props is { readonly onClose: () => void } {
  return 'onClose' in props && typeof props.onClose === 'function';
}
