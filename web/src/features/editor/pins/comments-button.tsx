import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import type { Action, ActionContext } from '../actions/action.js';
import { spokenKeys, writtenKeys } from '../actions/keys.js';
import classes from './comments-button.module.css';

/** The action that opens the comments, with how many threads have something new. */
export function CommentsButton({ action, context }: { readonly action: Action; readonly context: ActionContext }) {
  const fresh = context.bench.freshComments;
  const open = action.isOn?.(context) ?? false;
  const keys = action.keys?.[0] ?? '';
  return (
    <Tooltip label={`Comments  ${writtenKeys(keys)}`} disabled={open}>
      <UnstyledButton
        className={classes.button}
        aria-label={fresh > 0 ? `Comments: ${fresh} with something new` : 'Comments'}
        aria-pressed={open}
        aria-keyshortcuts={spokenKeys(keys)}
        onClick={() => action.run(context)}
      >
        <IconMessage size={19} aria-hidden />
        {fresh > 0 && <span className={classes.count}>{fresh > 99 ? '99+' : fresh}</span>}
      </UnstyledButton>
    </Tooltip>
  );
}
