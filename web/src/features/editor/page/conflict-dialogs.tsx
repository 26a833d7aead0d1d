import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { ClashDialog } from '../dialogs/clash-dialog.js';
import { ConflictDialog } from '../dialogs/conflict-dialog.js';
import { LossDialog } from '../dialogs/loss-dialog.js';
import { MergedDialog } from '../dialogs/merged-dialog.js';
import type { Merged, Stored } from '../save/save-state.js';
import { isAtRisk } from '../save/save-status.js';
import { useSaveState } from './use-facts.js';
import type { Workbench } from './workbench.js';

const TIME_TO_LOOK_MS = 20_000;
const NOTICE = 'merged';

export interface ConflictDialogsProps {
  readonly bench: Workbench;
  readonly onKeepCopy: () => Promise<void>;
  readonly onTakeTheirs: (theirs: Stored) => Promise<void>;
}

/** What there is to say and to decide when somebody else saved too, or when saving would lose something. */
export function ConflictDialogs({ bench, onKeepCopy, onTakeTheirs }: ConflictDialogsProps) {
  const { editing, dialog, setDialog } = bench;
  const { saving, drawing } = editing;
  const state = useSaveState(saving);
  const { hold, lastMerge, unnamed } = state;
  const [isAsWhole, setAsWhole] = useState(false);
  const close = () => setDialog(null);

  const question = hold?.kind === 'conflict' ? `${hold.current.version} ${hold.reason.kind}` : hold?.kind === 'loss' ? 'loss' : null;
  useEffect(() => {
    setAsWhole(false);
    if (question !== null) setDialog('decide');
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each question, whoever draws this again
  }, [question]);
  const isOpen = dialog === 'decide';
  useEffect(() => {
    const isStale = hold?.kind === 'conflict' && hold.reason.kind === 'clashes' && hold.reason.revision !== state.revision;
    if (isOpen && isStale) saving.send({ type: 'resolved', choices: {} }); // more was drawn since the question came up
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- looked at when it is opened
  }, [isOpen]);
  useEffect(() => {
    if (lastMerge === null) void notifications.hide(NOTICE);
    else tell(lastMerge, () => setDialog('merged'), takeBack);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each merge
  }, [lastMerge]);
  useEffect(() => () => void notifications.hide(NOTICE), []);
  useEffect(() => {
    if (unnamed) notifications.show({ color: 'orange', autoClose: false, message: `A version could not be kept as “${unnamed.message}”. ${unnamed.reason}` });
  }, [unnamed]);

  const takeBack = () => {
    if (saving.state.lastMerge?.revision === saving.state.revision) saving.send({ type: 'merge-undone' });
    else notifications.show({ message: 'You have drawn since, and undoing the merge would take that along. Both versions are among the versions.' });
  };
  const mergeAgain = () => {
    setAsWhole(false);
    if (hold?.kind === 'conflict' && hold.reason.kind !== 'clashes') saving.send({ type: 'resolved', choices: {} });
  };
  const isClash = hold?.kind === 'conflict' && hold.reason.kind === 'clashes' && !isAsWhole;
  return (
    <>
      <ClashDialog
        opened={isOpen && isClash}
        state={state}
        onChoose={(choices) => saving.send({ type: 'chosen', choices })}
        onDecide={(choices) => {
          saving.send({ type: 'resolved', choices });
          close();
        }}
        onLater={close}
        onOtherWays={() => setAsWhole(true)}
      />
      {hold?.kind === 'conflict' && (
        <ConflictDialog
          opened={isOpen && !isClash}
          theirs={hold.current}
          reason={hold.reason}
          myTitle={state.title}
          isKept={!isAtRisk(state)}
          onKeepCopy={onKeepCopy}
          onTakeTheirs={() => onTakeTheirs(hold.current)}
          onOverwrite={() => {
            saving.send({ type: 'overwrite' });
            close();
          }}
          onMerge={mergeAgain}
          onLater={close}
        />
      )}
      {hold?.kind === 'loss' && (
        <LossDialog
          opened={isOpen}
          lost={state.lost}
          onSave={() => {
            saving.send({ type: 'loss-accepted' });
            close();
          }}
          onKeepCopy={onKeepCopy}
          onLater={close}
        />
      )}
      {lastMerge && (
        <MergedDialog
          merged={lastMerge}
          opened={dialog === 'merged'}
          onReveal={(id) => {
            close();
            drawing.reveal(id).catch((error: unknown) => console.warn('What was merged could not be shown', error));
          }}
          onCompare={() => bench.compare({ from: lastMerge.base, to: lastMerge.theirs.version })}
          onClose={close}
        />
      )}
    </>
  );
}

function tell({ theirs }: Merged, onLook: () => void, onUndo: () => void): void {
  const away = (then: () => void) => () => {
    notifications.hide(NOTICE);
    then();
  };
  notifications.hide(NOTICE);
  notifications.show({
    id: NOTICE,
    autoClose: TIME_TO_LOOK_MS,
    message: (
      <>
        <Text size="sm">{theirs.updatedBy && !theirs.byMe ? `${theirs.updatedBy}’s changes were merged with yours.` : 'Changes from elsewhere were merged with yours.'}</Text>
        <Group gap="xs" mt={6}>
          <Button size="compact-sm" variant="light" onClick={away(onLook)}>
            What changed
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={away(onUndo)}>
            Undo
          </Button>
        </Group>
      </>
    ),
  });
}
