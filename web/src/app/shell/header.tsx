import { ActionIcon, Burger, Button, Group, Menu, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { roleIncludes } from '@bpmn-studio/contracts';
import { Logo, LogoMark } from '../../ui/logo.js';
import { isDialogOpen } from '../../lib/is-dialog-open.js';
import { Bell } from '../../features/notifications/bell.js';
import { useCreateAndImport } from '../create-and-import.js';
import { useWorkspace } from '../use-workspace.js';
import { AccountMenu } from './account-menu.js';
import { SearchField } from './search-field.js';
import classes from './shell.module.css';

export interface HeaderProps {
  readonly menuOpened: boolean;
  readonly onToggleMenu: () => void;
}

/** Brand, search, the two ways to begin, and the account. */
export function Header({ menuOpened, onToggleMenu }: HeaderProps) {
  const { workspace } = useWorkspace();
  const { openNewDiagram, chooseFiles } = useCreateAndImport();
  const mayWrite = workspace !== undefined && roleIncludes(workspace.role, 'editor');
  useHotkeys([['N', () => mayWrite && !isDialogOpen() && openNewDiagram()]]);
  return (
    <div className={classes.bar}>
      <Burger opened={menuOpened} onClick={onToggleMenu} hiddenFrom="sm" size="sm" aria-label={menuOpened ? 'Close the menu' : 'Open the menu'} aria-expanded={menuOpened} />
      <Link to="/" className={classes.brand} aria-label="BPMN Studio, to the library">
        <Group visibleFrom="sm">
          <Logo size={30} />
        </Group>
        <Group hiddenFrom="sm">
          <LogoMark size={30} />
        </Group>
      </Link>
      <search className={classes.search}>
        <SearchField />
      </search>
      {mayWrite && (
        <>
          <Group gap="xs" visibleFrom="sm" wrap="nowrap">
            <Button variant="default" leftSection={<IconUpload size={17} />} onClick={chooseFiles}>
              Import
            </Button>
            <Tooltip label="New diagram  N">
              <Button leftSection={<IconPlus size={17} />} onClick={openNewDiagram} aria-keyshortcuts="N">
                New diagram
              </Button>
            </Tooltip>
          </Group>
          <Menu withinPortal={false}>
            <Menu.Target>
              <ActionIcon size={36} hiddenFrom="sm" aria-label="New diagram or import">
                <IconPlus size={19} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPlus size={17} />} onClick={openNewDiagram}>
                New diagram
              </Menu.Item>
              <Menu.Item leftSection={<IconUpload size={17} />} onClick={chooseFiles}>
                Import files
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      <Bell />
      <AccountMenu />
    </div>
  );
}
