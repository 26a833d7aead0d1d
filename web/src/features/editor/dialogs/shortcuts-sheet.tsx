import { Kbd, Modal, Title } from '@mantine/core';
import { shortcut } from '../toolbar/tools.js';
import classes from './dialogs.module.css';

const GROUPS = [
  { name: 'Work', keys: [['Save now', 'Ctrl+S'], ['Undo', 'Ctrl+Z'], ['Redo', 'Ctrl+Y'], ['Copy', 'Ctrl+C'], ['Paste', 'Ctrl+V'], ['Delete', 'Del'], ['Select all', 'Ctrl+A'], ['Find on the canvas', 'Ctrl+F']] },
  { name: 'View', keys: [['Fit to window', 'F'], ['Full size', '1'], ['Zoom in', 'Ctrl++'], ['Zoom out', 'Ctrl+-'], ['Minimap', 'M'], ['Move the paper', 'Ctrl+Arrows'], ['Next shape', 'N'], ['Previous shape', 'P'], ['These shortcuts', '?']] },
  { name: 'Draw', keys: [['Add a task', 'T'], ['Add a gateway', 'G'], ['Add an end', 'D'], ['Edit the label', 'E'], ['Change the kind', 'R'], ['Move the selection', 'Arrows'], ['Hand', 'H'], ['Lasso', 'L'], ['Make space', 'S'], ['Connect', 'C'], ['Leave a tool', 'Esc']] },
] as const;

/** All shortcuts of the editor. */
export function ShortcutsSheet({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} size="xl" title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.sheet}>
        {GROUPS.map(({ name, keys }) => (
          <section key={name}>
            <Title order={3} size="h5" mb={6}>
              {name}
            </Title>
            {keys.map(([label, combination]) => (
              <div key={label} className={classes.keys}>
                <span>{label}</span>
                <Kbd>{shortcut(combination)}</Kbd>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Modal>
  );
}
