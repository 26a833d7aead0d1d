import { Button } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { messageOf, OfflineError } from '../api/client.js';
import { LinkButton } from '../ui/link-button.js';
import { MessagePage } from '../ui/message-page.js';
import { useCountdown } from '../ui/use-countdown.js';

const AGAIN_AFTER_S = 8;

/** There is nothing at this address. */
export function NotFoundPage() {
  return (
    <MessagePage
      title="There is nothing here"
      text="The link may be old, or the page was moved. Your diagrams are safe in the library."
      actions={<LinkButton to="/">Go to the library</LinkButton>}
    />
  );
}

/** A page could not be shown: no connection, or a fault of ours. */
export function CrashedPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  const offline = error instanceof OfflineError;
  const left = useCountdown(offline ? AGAIN_AFTER_S : undefined, retry);
  return (
    <MessagePage
      title={offline ? 'Waiting for the server' : 'This page could not be shown'}
      text={`${messageOf(error)} ${left === null ? 'What you saved is safe.' : `What you saved is safe. We try again in ${left} s.`}`}
      actions={
        <>
          <Button onClick={retry}>Try now</Button>
          {!offline && (
            <Button component="a" href="/" variant="default">
              Go to the library
            </Button>
          )}
        </>
      }
    />
  );
}
