import { ActionIcon, Tooltip } from '@mantine/core';
import { memo, useCallback, useRef } from 'react';
import { isEnabled, type Action } from '../actions/action.js';
import { spokenKeys, writtenKeys } from '../actions/keys.js';
import { useActionsNow } from './actions-now.js';
import classes from './toolbar.module.css';

/** One action as a button with its name and shortcut. */
export function ToolButton({ action }: { readonly action: Action }) {
  const context = useActionsNow();
  const latest = useRef(context);
  latest.current = context;
  const run = useCallback(() => action.run(latest.current), [action]);
  return <Face action={action} on={action.isOn?.(context)} enabled={isEnabled(action, context)} onRun={run} />;
}

interface FaceProps {
  readonly action: Action;
  readonly on: boolean | undefined;
  readonly enabled: boolean;
  readonly onRun: () => void;
}

/** Drawn anew only when it looks different: with every edit, all buttons together would cost more than the edit. */
const Face = memo(function Face({ action: { label, keys, icon: Icon }, on, enabled, onRun }: FaceProps) {
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
        onClick={enabled ? onRun : undefined}
      >
        {Icon && <Icon size={19} />}
      </ActionIcon>
    </Tooltip>
  );
});
