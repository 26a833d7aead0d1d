import { ActionIcon, Group, Kbd, Menu, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Fragment, memo, type ReactNode, useEffect, useState } from 'react';
import { isEnabled } from '../actions/action.js';
import { actionOf, type ActionId } from '../actions/editor-actions.js';
import { writtenKeys } from '../actions/keys.js';
import { useActionsNow } from './actions-now.js';
import classes from './toolbar.module.css';

export interface ToolMenuProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly groups: readonly (readonly ActionId[])[];
  /** Groups for which a wide window has buttons. */
  readonly onlyNarrow?: readonly (readonly ActionId[])[];
}

const NONE: readonly never[] = [];

/** Actions as a menu behind a button of the bar; what is in it looks at the actions only while it is open. */
export const ToolMenu = memo(function ToolMenu({ label, icon, groups, onlyNarrow = NONE }: ToolMenuProps) {
  const [open, setOpen] = useState(false);
  // Opened with a mouse, the focus is not in the menu, and the menu does not hear the key.
  useEffect(() => {
    if (!open) return;
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false);
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [open]);
  return (
    <Menu opened={open} onChange={setOpen} width={300} withinPortal={false}>
      <Menu.Target>
        <Tooltip label={label} disabled={open}>
          <ActionIcon variant="subtle" color="gray" size={36} className={classes.tool} aria-label={label}>
            {icon}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {onlyNarrow.map((ids) => (
          <div key={ids[0]} className={classes.onlyNarrow}>
            <Items ids={ids} />
            <Menu.Divider />
          </div>
        ))}
        {groups.map((ids, index) => (
          <Fragment key={ids[0]}>
            {index > 0 && <Menu.Divider />}
            <Items ids={ids} />
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
});

function Items({ ids }: { readonly ids: readonly ActionId[] }) {
  const context = useActionsNow();
  return ids.map(actionOf).map((action) => {
    const { id, label, keys, icon: Icon } = action;
    const on = action.isOn?.(context);
    return (
      <Menu.Item
        key={id}
        leftSection={Icon && <Icon size={17} />}
        rightSection={
          <Group gap={6} wrap="nowrap">
            {on && <IconCheck size={17} aria-hidden="true" />}
            {keys?.[0] && <Kbd size="xs">{writtenKeys(keys[0])}</Kbd>}
          </Group>
        }
        closeMenuOnClick={action.repeats !== true}
        disabled={!isEnabled(action, context)}
        onClick={() => action.run(context)}
      >
        {label}
        {on !== undefined && <VisuallyHidden>, {on ? 'on' : 'off'}</VisuallyHidden>}
      </Menu.Item>
    );
  });
}
