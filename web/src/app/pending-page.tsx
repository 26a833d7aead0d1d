import { Center, Loader, VisuallyHidden } from '@mantine/core';

/** Shown when a page takes longer than a blink to arrive. */
export function PendingPage() {
  return (
    <Center mih="60dvh" role="status">
      <Loader size="sm" type="dots" />
      <VisuallyHidden>Loading</VisuallyHidden>
    </Center>
  );
}
