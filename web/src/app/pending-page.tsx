import { Center, Loader, VisuallyHidden } from '@mantine/core';
import { LogoMark } from '../ui/logo.js';

/** Shown inside the shell when a page takes longer than a blink to arrive. */
export function PendingPage() {
  return (
    <Center mih="50dvh">
      <Loader size="sm" type="dots" aria-hidden="true" />
      <VisuallyHidden component="h1">Loading</VisuallyHidden>
    </Center>
  );
}

/** Shown before it is known who is there. */
export function StartingPage() {
  return (
    <Center component="main" mih="100dvh">
      <div role="status">
        <LogoMark size={44} />
        <VisuallyHidden component="h1">BPMN Studio is starting</VisuallyHidden>
      </div>
    </Center>
  );
}
