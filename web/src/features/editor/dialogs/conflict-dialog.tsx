import { Modal, Stack, Text } from '@mantine/core';
import { IconArrowDownToArc, IconCopyPlus, IconRefresh, IconReplace } from '@tabler/icons-react';
import { exactTime, relativeTime } from '../../../lib/relative-time.js';
import type { ConflictReason, Stored } from '../save/save-state.js';
import { Choice, Failure } from './choice.js';
import { useChoosing } from './use-choosing.js';

export interface ConflictDialogProps {
  readonly opened: boolean;
  readonly theirs: Stored;
  readonly reason: ConflictReason;
  readonly myTitle: string;
  /** Whether my work is kept on this device. */
  readonly isKept: boolean;
  readonly onKeepCopy: () => Promise<void>;
  readonly onTakeTheirs: () => Promise<void>;
  readonly onOverwrite: () => void;
  /** Back to putting both sides together. */
  readonly onMerge: () => void;
  readonly onLater: () => void;
}

/** Somebody else changed the diagram while there is unsaved work here. Nothing is lost whichever way is chosen; Escape decides later. */
export function ConflictDialog({ opened, theirs, reason, myTitle, isKept, onKeepCopy, onTakeTheirs, onOverwrite, onMerge, onLater }: ConflictDialogProps) {
  const { busy, failure, choose } = useChoosing<'copy' | 'theirs' | 'mine'>();
  const canMerge = reason.kind !== 'unrelated' && reason.kind !== 'countless';
  const who = theirs.byMe ? 'You' : (theirs.updatedBy ?? 'Somebody');
  return (
    <Modal opened={opened} onClose={onLater} size="lg" title="This diagram was changed elsewhere" closeButtonProps={{ 'aria-label': 'Decide later' }}>
      <Text size="sm" mb="md">
        <b>{who}</b> saved another version{theirs.byMe && ' elsewhere'}
        {theirs.updatedAt && (
          <>
            {' '}
            <time dateTime={theirs.updatedAt} title={exactTime(theirs.updatedAt)}>
              {relativeTime(theirs.updatedAt)}
            </time>
          </>
        )}
        , while you had changes of your own. {whyOf(reason)}{' '}
        {isKept ? 'Yours are kept on this device until you decide.' : 'Yours are on this page only, because this browser cannot keep a copy: please decide before you close it.'}
      </Text>
      <Failure words={failure && `${failure} ${isKept ? 'Your changes are still kept on this device.' : 'Your changes are still on this page.'}`} />
      <Stack gap="xs">
        {canMerge && (
          <Choice
            first
            icon={<IconRefresh size={20} />}
            title={reason.kind === 'clashes' ? 'Put both together' : 'Try to put both together again'}
            text={reason.kind === 'clashes' ? 'Shows what you both changed, one by one, to choose from.' : 'Looks at what is saved now, and merges your changes into it.'}
            busy={false}
            disabled={busy !== null}
            onChoose={onMerge}
          />
        )}
        <Choice
          first={!canMerge}
          icon={<IconCopyPlus size={20} />}
          title="Keep mine as a copy"
          text={`Creates “${myTitle} (my copy)” from your version and opens it. Theirs stays as it is.`}
          busy={busy === 'copy'}
          disabled={busy !== null}
          onChoose={() => void choose('copy', onKeepCopy)}
        />
        <Choice
          icon={<IconArrowDownToArc size={20} />}
          title="Take theirs"
          text="Shows their version here. Yours is put aside on this device, and you can get it back."
          busy={busy === 'theirs'}
          disabled={busy !== null}
          onChoose={() => void choose('theirs', onTakeTheirs)}
        />
        <Choice
          icon={<IconReplace size={20} />}
          title="Overwrite with mine"
          text="Saves your version as the newest. Theirs stays among the versions, under a name."
          busy={busy === 'mine'}
          disabled={busy !== null}
          onChoose={() => void choose('mine', onOverwrite)}
        />
      </Stack>
    </Modal>
  );
}

function whyOf(reason: ConflictReason): string {
  switch (reason.kind) {
    case 'clashes':
      return 'Both changed the same things.';
    case 'unrelated':
      return 'The two have too little in common to be put together.';
    case 'countless':
      return 'You both changed so many of the same things that they cannot be gone through one by one.';
    case 'contended':
      return 'Others save so often that yours did not get in between.';
    case 'failed':
      return `They could not be put together: ${reason.reason}.`;
  }
}
