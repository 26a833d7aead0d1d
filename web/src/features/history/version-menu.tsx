import type { VersionSummary } from '@bpmn-studio/contracts';
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowBackUp, IconArrowsDiff, IconBookmark, IconBookmarkOff, IconDots, IconEye, IconGitCompare, IconHistory } from '@tabler/icons-react';
import { headlineOf } from './version-list.js';

export interface VersionMenuProps {
  readonly item: VersionSummary;
  readonly isNewest: boolean;
  readonly isShown: boolean;
  readonly readOnly: boolean;
  /** The one before it that is still kept, if any. */
  readonly before: number | null;
  readonly tabIndex: number;
  readonly onLook: () => void;
  readonly onRestore: () => void;
  readonly onName: () => void;
  readonly onUnname: () => void;
  readonly onCompare: (from: number, to: number | null) => void;
  /** Begins to choose the other one. */
  readonly onChoose: () => void;
}

/** What can be done with a version. */
export function VersionMenu({ item, isNewest, isShown, readOnly, before, tabIndex, onLook, onRestore, onName, onUnname, onCompare, onChoose }: VersionMenuProps) {
  const isNamed = item.kind === 'named';
  return (
    // In place, not at the end of the page: it belongs to the panel, whose scrolling must not cut it off.
    <Menu width={272} position="bottom-end" withinPortal={false} floatingStrategy="fixed">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} tabIndex={tabIndex} aria-label={`Actions for version ${item.version}, ${headlineOf(item)}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!isNewest && (
          <Menu.Item leftSection={<IconEye size={17} />} onClick={onLook}>
            {isShown ? 'Back to the newest' : 'Look at it'}
          </Menu.Item>
        )}
        {!isNewest && !readOnly && (
          <Menu.Item leftSection={<IconArrowBackUp size={17} />} onClick={onRestore}>
            Restore it
          </Menu.Item>
        )}
        {!readOnly && (
          <Menu.Item leftSection={<IconBookmark size={17} />} onClick={onName}>
            {isNamed ? 'Rename' : 'Name it, and keep it for ever'}
          </Menu.Item>
        )}
        {!readOnly && isNamed && (
          <Menu.Item leftSection={<IconBookmarkOff size={17} />} onClick={onUnname}>
            Remove the name
          </Menu.Item>
        )}
        {!(isNewest && readOnly) && <Menu.Divider />}
        <Menu.Item leftSection={<IconHistory size={17} />} disabled={before === null} onClick={() => before !== null && onCompare(before, item.version)}>
          Compare with the one before
        </Menu.Item>
        {!isNewest && (
          <Menu.Item leftSection={<IconArrowsDiff size={17} />} onClick={() => onCompare(item.version, null)}>
            Compare with now
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconGitCompare size={17} />} onClick={onChoose}>
          Compare with another
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
