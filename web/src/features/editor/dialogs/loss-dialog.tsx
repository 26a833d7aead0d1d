import type { LostPart } from '@bpmn-studio/bpmn';
import { Modal, Stack, Text } from '@mantine/core';
import { IconCopyPlus, IconDeviceFloppy } from '@tabler/icons-react';
import { wordOf } from '../../../lib/element-words.js';
import { Choice, Failure } from './choice.js';
import classes from './clash.module.css';
import { useChoosing } from './use-choosing.js';

/** More than these say no more. */
const MOST_SHOWN = 100;

export interface LossDialogProps {
  readonly opened: boolean;
  readonly lost: readonly LostPart[];
  readonly onSave: () => void;
  readonly onKeepCopy: () => Promise<void>;
  readonly onLater: () => void;
}

/** Saving would drop pieces of the file for good: said by element, before it happens. */
export function LossDialog({ opened, lost, onSave, onKeepCopy, onLater }: LossDialogProps) {
  const { busy, failure, choose } = useChoosing<'copy'>();
  return (
    <Modal opened={opened} onClose={onLater} size="lg" title="Saving would lose parts of this file" closeButtonProps={{ 'aria-label': 'Decide later' }}>
      <Text size="sm" mb="sm">
        This editor could not write your change into the file as it came. These parts would not be in the saved file:
      </Text>
      <ul className={classes.pieces} tabIndex={0} aria-label="What would be lost">
        {lost.slice(0, MOST_SHOWN).map((part) => (
          <li key={`${part.elementId} ${part.what}`}>
            <b>{labelOf(part)}</b>: {part.what}
          </li>
        ))}
        {lost.length > MOST_SHOWN && <li>and {lost.length - MOST_SHOWN} more</li>}
      </ul>
      <Failure words={failure} />
      <Stack gap="xs">
        <Choice first icon={<IconDeviceFloppy size={20} />} title="Save anyway" text="The version before is kept under a name, with everything in it." busy={false} disabled={busy !== null} onChoose={onSave} />
        <Choice icon={<IconCopyPlus size={20} />} title="Keep mine as a copy" text="Creates a diagram of its own from what you see. This one stays as it came." busy={busy === 'copy'} disabled={busy !== null} onChoose={() => void choose('copy', onKeepCopy)} />
      </Stack>
    </Modal>
  );
}

function labelOf({ type, name, elementId }: LostPart): string {
  if (type === 'document') return 'The file';
  return name ? `${wordOf(type)} “${name}”` : `${wordOf(type)} ${elementId ?? ''}`.trim();
}
