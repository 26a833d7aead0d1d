import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { isProblem, mayPass, messageOf, OfflineError } from '../../../api/client.js';
import { LinkButton } from '../../../ui/link-button.js';
import { MessagePage } from '../../../ui/message-page.js';

const RETRY_MS = 10_000;

/** The diagram could not be opened: why, and a way on. A server out of reach is asked again by itself. */
export function NotOpened({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const isOutOfReach = mayPass(error);
  useEffect(() => {
    if (!isOutOfReach) return;
    const timer = setTimeout(onRetry, RETRY_MS);
    window.addEventListener('online', onRetry);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', onRetry);
    };
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- one pause for each failure; a new onRetry must not start it anew
  }, [error]);

  const library = (
    <LinkButton to="/" variant={isOutOfReach ? 'default' : 'filled'}>
      Back to the library
    </LinkButton>
  );
  if (isProblem(error, 'diagram.not_found', 'diagram.deleted', 'request.invalid')) {
    return <MessagePage title="There is no such diagram" text="It may have been deleted, or you may not have access to it. Deleted diagrams stay in the trash for 30 days." actions={library} />;
  }
  const title = error instanceof OfflineError ? 'You are offline' : 'The diagram could not be opened';
  const text = error instanceof OfflineError ? 'We could not reach the server, and this diagram is not kept on this device. We try again as soon as the network is back.' : messageOf(error);
  return (
    <MessagePage
      title={title}
      text={text}
      actions={
        <>
          <Button onClick={onRetry}>Try again</Button>
          {library}
        </>
      }
    />
  );
}
