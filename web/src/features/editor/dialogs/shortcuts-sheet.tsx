import { Kbd, Modal, Title } from '@mantine/core';
import { memo } from 'react';
import { GROUPS } from '../actions/action.js';
import { editorActions } from '../actions/editor-actions.js';
import { writtenKeys } from '../actions/keys.js';
import classes from './dialogs.module.css';

/** What the page itself hears: no action, so that nothing takes these keys from the browser where they have no use here. */
const OF_THE_PAGE = [
  { label: 'To the side panel, and back', group: 'Move about', keys: ['f6'] },
  { label: 'Back to the drawing', group: 'Move about', keys: ['escape'] },
] as const;

/** All shortcuts of the editor, as the list of actions has them. */
export const ShortcutsSheet = memo(function ShortcutsSheet({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} size="xl" title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.sheet}>
        {GROUPS.map((group) => (
          <section key={group}>
            <Title order={3} size="h5" mb={6}>
              {group}
            </Title>
            {[...editorActions, ...OF_THE_PAGE].map(
              (action) => action.group === group && action.keys && <Line key={action.label} label={action.label} keys={action.keys.map(writtenKeys)} />,
            )}
          </section>
        ))}
      </div>
    </Modal>
  );
});

function Line({ label, keys }: { readonly label: string; readonly keys: readonly string[] }) {
  return (
    <div className={classes.keys}>
      <span>{label}</span>
      <span className={classes.chords}>
        {keys.map((written) => (
          <Kbd key={written}>{written}</Kbd>
        ))}
      </span>
    </div>
  );
}
