import type { DiagramSummary } from '@bpmn-studio/contracts';
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { exactTime, relativeTime } from '../../lib/relative-time.js';
import classes from './diagram-card.module.css';
import { DiagramMenu, type DiagramMenuProps } from './diagram-menu.js';
import { Thumbnail } from '../../ui/thumbnail.js';

/** A diagram as a card: the whole card opens it, the menu does the rest. */
export function DiagramCard(props: DiagramMenuProps) {
  const { diagram } = props;
  return (
    <li className={classes.card} data-diagram={diagram.id}>
      <div className={classes.picture}>
        <Thumbnail url={diagram.thumbnailUrl} />
      </div>
      <div className={classes.foot}>
        <div className={classes.text}>
          <Link to="/diagrams/$diagramId" params={{ diagramId: diagram.id }} className={classes.title} title={diagram.title}>
            {diagram.title}
          </Link>
          <Text size="xs" c="dimmed" truncate title={exactTime(diagram.updatedAt)}>
            {editedLine(diagram)}
          </Text>
        </div>
        <div className={classes.menu}>
          <DiagramMenu {...props} />
        </div>
      </div>
    </li>
  );
}

function editedLine({ updatedAt, updatedBy }: DiagramSummary): string {
  return `Edited ${relativeTime(updatedAt)}${updatedBy ? ` by ${updatedBy.name}` : ''}`;
}
