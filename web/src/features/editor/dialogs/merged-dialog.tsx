import type { BpmnDiff } from '@bpmn-studio/bpmn';
import { Button, Loader, Modal, Text, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { wordOf } from '../../../lib/element-words.js';
import { propertyWords } from '../../../lib/property-words.js';
import { documents } from '../document/documents-beside.js';
import type { Merged } from '../save/save-state.js';
import classes from './clash.module.css';

const MOST_SHOWN = 200;
const CHANGES = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;

export interface MergedDialogProps {
  readonly merged: Merged;
  readonly opened: boolean;
  readonly onReveal: (elementId: string) => void;
  /** Opens what they changed since both began, on both drawings. */
  readonly onCompare: () => void;
  readonly onClose: () => void;
}

/** What a merge brought in from the other side, each with a way to it on the canvas. */
export function MergedDialog({ merged, opened, onReveal, onCompare, onClose }: MergedDialogProps) {
  const [diff, setDiff] = useState<BpmnDiff | 'failed' | null>(null);
  useEffect(() => {
    if (!opened) return;
    let isOver = false;
    setDiff(null);
    documents.diff(merged.mine.xml, merged.text).then(
      (found) => !isOver && setDiff(found),
      (error: unknown) => {
        console.warn('What was merged could not be told', error);
        if (!isOver) setDiff('failed');
      },
    );
    return () => {
      isOver = true;
    };
  }, [merged, opened]);
  const { updatedBy, byMe } = merged.theirs;
  const who = byMe || !updatedBy ? 'elsewhere' : updatedBy;
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={`What came from ${who}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      {diff === null && <Loader size="sm" aria-label="Comparing" />}
      {diff === 'failed' && <Text size="sm">The two versions could not be compared. Both are among the versions.</Text>}
      {diff !== null && diff !== 'failed' && (
        <>
          {diff.elements.length === 0 && <Text size="sm">Nothing in the drawing: you had made the same changes, or only the title is new.</Text>}
          {diff.elements.slice(0, MOST_SHOWN).map(({ elementId, type, name, change, changes }) => (
            <UnstyledButton key={`${change} ${elementId}`} className={classes.change} disabled={change === 'removed'} onClick={() => onReveal(elementId)}>
              {CHANGES[change]}: <b>{name ?? wordOf(type)}</b>
              {change === 'changed' && <span>{[...new Set(changes.map(({ property }) => propertyWords(property)))].join(', ')}</span>}
            </UnstyledButton>
          ))}
          {diff.elements.length > MOST_SHOWN && <Text size="sm">and {diff.elements.length - MOST_SHOWN} more</Text>}
        </>
      )}
      <Button variant="light" size="compact-sm" mt="md" onClick={onCompare}>
        Compare their version with the one you both began from
      </Button>
    </Modal>
  );
}
