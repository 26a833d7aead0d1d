import { Alert, Modal, Stack, Text } from '@mantine/core';
import { IconArrowDownToArc, IconCopyPlus, IconReplace } from '@tabler/icons-react';
import { exactTime, relativeTime } from '../../../lib/relative-time.js';
import type { Stored } from '../save/save-state.js';
import { Choice } from './choice.js';
import { useChoosing } from './use-choosing.js';

export interface ConflictDialogProps {
  readonly opened: boolean;
  readonly theirs: Stored;
  readonly myTitle: string;
  /** Whether my work is kept on this device. */
  readonly isKept: boolean;
  readonly onKeepCopy: () => Promise<void>;
  readonly onTakeTheirs: () => Promise<void>;
  readonly onOverwrite: () => void;
  readonly onLater: () => void;
}

/** Somebody else changed the diagram while there is unsaved work here. Nothing is lost whichever way is chosen; Escape decides later. */
export function ConflictDialog({ opened, theirs, myTitle, isKept, onKeepCopy, onTakeTheirs, onOverwrite, onLater }: ConflictDialogProps) {
  const { busy, failure, choose } = useChoosing<'copy' | 'theirs' | 'mine'>();
  const who = theirs.updatedBy ?? 'Somebody';
  return (
    <Modal opened={opened} onClose={onLater} size="lg" title="This diagram was changed elsewhere" closeButtonProps={{ 'aria-label': 'Decide later' }}>
      <Text size="sm" mb="md">
        <b>{who}</b> saved another version
        {theirs.updatedAt && (
          <>
            {' '}
            <time dateTime={theirs.updatedAt} title={exactTime(theirs.updatedAt)}>
              {relativeTime(theirs.updatedAt)}
            </time>
          </>
        )}
        , while you had changes of your own.{' '}
        {isKept ? 'Yours are kept on this device until you decide.' : 'Yours are on this page only, because this browser cannot keep a copy: please decide before you close it.'}
      </Text>
      {failure && (
        <Alert color="orange" variant="light" mb="md" role="alert">
          {failure} {isKept ? 'Your changes are still kept on this device.' : 'Your changes are still on this page.'}
        </Alert>
      )}
      <Stack gap="xs">
        <Choice
          first
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
          text="Saves your version as the newest. Theirs stays in the list of versions."
          busy={busy === 'mine'}
          disabled={busy !== null}
          onChoose={() => void choose('mine', onOverwrite)}
        />
      </Stack>
    </Modal>
  );
}
