import type { DiagramSummary } from '@bpmn-studio/contracts';
import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconFileTypePdf, IconFileTypeXml, IconPencil, IconPhoto, IconTrash } from '@tabler/icons-react';
import { focusAfter } from './focus-after.js';
import type { DiagramActions } from './use-diagram-actions.js';

export interface DiagramMenuProps {
  readonly diagram: DiagramSummary;
  readonly actions: DiagramActions;
  readonly mayWrite: boolean;
  readonly onRename: () => void;
}

/** What can be done with one diagram. */
export function DiagramMenu({ diagram, actions, mayWrite, onRename }: DiagramMenuProps) {
  const trash = () => {
    focusAfter(diagram.id);
    actions.trash(diagram);
  };
  return (
    <Menu returnFocus portalProps={{ target: 'main' }}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={`Actions for ${diagram.title}`}>
          <IconDots size={19} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayWrite && (
          <>
            <Menu.Item leftSection={<IconPencil size={17} />} onClick={onRename}>
              Rename
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy size={17} />} onClick={() => actions.duplicate(diagram)}>
              Duplicate
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={<IconFileTypeXml size={17} />} onClick={() => actions.exportAs(diagram, 'bpmn')}>
          Export as BPMN file
        </Menu.Item>
        <Menu.Item leftSection={<IconPhoto size={17} />} onClick={() => actions.exportAs(diagram, 'svg')}>
          Export as picture (SVG)
        </Menu.Item>
        <Menu.Item leftSection={<IconFileTypePdf size={17} />} onClick={() => actions.exportAs(diagram, 'pdf')}>
          Export as PDF
        </Menu.Item>
        {mayWrite && (
          <>
            <Menu.Divider />
            <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={17} />} onClick={trash}>
              Move to trash
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
