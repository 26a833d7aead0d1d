import { Button } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { messageOf } from '../api/client.js';
import { LinkButton } from '../ui/link-button.js';
import { MessagePage } from '../ui/message-page.js';

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
  return (
    <MessagePage
      title="This page could not be shown"
      text={`${messageOf(error)} What was saved is safe.`}
      actions={
        <>
          <Button onClick={retry}>Try again</Button>
          <Button component="a" href="/" variant="default">
            Go to the library
          </Button>
        </>
      }
    />
  );
}
