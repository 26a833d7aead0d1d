import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { ACCEPTED } from './choose-files.js';
import classes from './drop-area.module.css';
import { droppedFiles } from './dropped-files.js';

/** Takes files dropped anywhere in the window and says so while they hover. The file chooser is its keyboard twin. */
export function DropArea({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    // Enter and leave fire for every element passed over; the count tells when the window itself is left.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => carriesFiles(event) && setHovering((depth += 1) > 0);
    const leave = (event: DragEvent) => carriesFiles(event) && setHovering((depth = Math.max(0, depth - 1)) > 0);
    const over = (event: DragEvent) => carriesFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      setHovering((depth = 0) > 0);
      droppedFiles(event.dataTransfer).then(onFiles, (error: unknown) => {
        console.warn('A drop could not be read', error);
        notifications.show({ color: 'red', message: 'What you dropped could not be read. Please choose the files with the Import button.' });
      });
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name as 'drop', listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) window.removeEventListener(name as 'drop', listener);
    };
  }, [onFiles]);

  if (!hovering) return null;
  return (
    <div className={classes.root} role="presentation">
      <div className={classes.card}>
        <IconFileImport size={36} stroke={1.5} />
        <Text fw={600} size="lg">
          Drop to import
        </Text>
        <Text size="sm" c="dimmed">
          {ACCEPTED.join(', ')} files, or a whole folder
        </Text>
      </div>
    </div>
  );
}
