import { Kbd, Modal, Title } from '@mantine/core';
import { GROUPS } from '../actions/action.js';
import { editorActions } from '../actions/editor-actions.js';
import { writtenKeys } from '../actions/keys.js';
import classes from './dialogs.module.css';

/** All shortcuts of the editor, as the list of actions has them. */
export function ShortcutsSheet({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} size="xl" title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.sheet}>
        {GROUPS.map((group) => (
          <section key={group}>
            <Title order={3} size="h5" mb={6}>
              {group}
            </Title>
            {editorActions.map(
              (action) =>
                action.group === group &&
                action.keys && (
                  <div key={action.id} className={classes.keys}>
                    <span>{action.label}</span>
                    <span className={classes.chords}>
                      {action.keys.map((keys) => (
                        <Kbd key={keys}>{writtenKeys(keys)}</Kbd>
                      ))}
                    </span>
                  </div>
                ),
            )}
          </section>
        ))}
      </div>
    </Modal>
  );
}
