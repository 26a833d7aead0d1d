import type { CommentAnchor } from '@bpmn-studio/contracts';
import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconMapPin, IconShape, IconUnlink } from '@tabler/icons-react';
import classes from './comments.module.css';

interface ThreadPlaceProps {
  readonly anchor: CommentAnchor;
  readonly gone: boolean;
  readonly onShow: () => void;
}

/** Where a thread stands; a click brings the place into the middle. */
export function ThreadPlace({ anchor, gone, onShow }: ThreadPlaceProps) {
  const words = placeWords(anchor);
  if (gone) {
    return (
      <span className={classes.place} data-gone title={words}>
        <IconUnlink size={15} aria-hidden /> <span>{words}</span>
      </span>
    );
  }
  return (
    <Tooltip label="Show it on the drawing">
      <UnstyledButton className={classes.place} onClick={onShow}>
        <PlaceSign anchor={anchor} gone={false} /> <span>{words}</span>
      </UnstyledButton>
    </Tooltip>
  );
}

export function PlaceSign({ anchor, gone }: { readonly anchor: CommentAnchor; readonly gone: boolean }) {
  const Sign = gone ? IconUnlink : anchor.elementId === null ? IconMapPin : IconShape;
  return <Sign size={15} aria-hidden />;
}

/** What a place is called. */
export function placeWords({ elementId, elementName }: CommentAnchor): string {
  return elementId === null ? 'A spot of the drawing' : (elementName ?? 'An element');
}
