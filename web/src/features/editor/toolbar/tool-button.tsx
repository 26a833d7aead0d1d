import { ActionIcon, Tooltip } from '@mantine/core';
import { isEnabled, type Action, type ActionContext } from '../actions/action.js';
import { spokenKeys, writtenKeys } from '../actions/keys.js';
import classes from './toolbar.module.css';

/** One action as a button with its name and shortcut. */
export function ToolButton({ action, context }: { readonly action: Action; readonly context: ActionContext }) {
  const { label, keys, icon: Icon, isOn } = action;
  const on = isOn?.(context);
  const enabled = isEnabled(action, context);
  return (
    <Tooltip label={keys?.[0] ? `${label}  ${writtenKeys(keys[0])}` : label} disabled={on ?? false}>
      <ActionIcon
        className={classes.tool}
        variant={on ? 'light' : 'subtle'}
        color={on ? undefined : 'gray'}
        size={36}
        aria-label={label}
        aria-pressed={on}
        aria-keyshortcuts={keys?.map(spokenKeys).join(' ')}
        aria-disabled={!enabled || undefined}
        data-disabled={!enabled || undefined}
        onClick={enabled ? () => action.run(context) : undefined}
      >
        {Icon && <Icon size={19} />}
      </ActionIcon>
    </Tooltip>
  );
}
