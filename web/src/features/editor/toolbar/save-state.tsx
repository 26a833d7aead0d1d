import { Loader, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconCloudOff, IconPencil } from '@tabler/icons-react';
import type { SaveStatus } from '../save/save-status.js';
import classes from './toolbar.module.css';

const HINTS = { save: 'Save now', decide: 'Decide what to do', 'sign-in': 'Sign in' } as const;

export interface SaveStateProps {
  readonly status: SaveStatus;
  readonly reason: string | null;
  readonly onAction: (action: NonNullable<SaveStatus['action']>) => void;
}

/** How far the work is safe, in words. What can be done about it is one click away. */
export function SaveState({ status, reason, onAction }: SaveStateProps) {
  const { action } = status;
  const words = (
    <>
      <Mark status={status} />
      <span className={classes.words} data-long={status.short === undefined ? undefined : ''}>
        {status.words}
      </span>
      {status.short !== undefined && (
        <span className={classes.short} aria-hidden="true">
          {status.short}
        </span>
      )}
    </>
  );
  return (
    <>
      {action ? (
        <Tooltip label={reason ?? HINTS[action]} multiline maw={360}>
          <UnstyledButton className={classes.state} data-tone={status.tone} data-action="" onClick={() => onAction(action)}>
            {words}
          </UnstyledButton>
        </Tooltip>
      ) : (
        <span className={classes.state} data-tone={status.tone}>
          {words}
        </span>
      )}
      <VisuallyHidden role="status">
        {spoken(status)}
      </VisuallyHidden>
    </>
  );
}

function Mark({ status: { tone, words } }: { readonly status: SaveStatus }) {
  if (tone === 'trouble') return <IconAlertTriangle size={14} aria-hidden="true" />;
  if (tone === 'waiting' && /\d+ s$/.test(words)) return <IconClock size={14} aria-hidden="true" />;
  if (tone === 'waiting') return <IconCloudOff size={14} aria-hidden="true" />;
  if (words === 'Saving…') return <Loader size={11} aria-hidden="true" color="currentColor" />;
  return tone === 'busy' ? <IconPencil size={14} aria-hidden="true" /> : <IconCheck size={14} aria-hidden="true" />;
}

/** A screen reader hears what matters, not each second that is counted nor each keystroke's "unsaved". */
function spoken({ tone, words }: SaveStatus): string {
  if (tone === 'busy') return '';
  return words.replace(/ in \d+ s$/, ' in a moment').replace(/wait \d+ s$/, 'wait a moment');
}
