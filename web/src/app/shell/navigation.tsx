import { Menu, NavLink, type NavLinkProps, Stack, Text, UnstyledButton } from '@mantine/core';
import { roleIncludes } from '@bpmn-studio/contracts';
import { IconActivity, IconActivityHeartbeat, IconCheck, IconChevronDown, IconLayoutGrid, IconServerCog, IconTrash } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, forwardRef } from 'react';
import { useWorkspace } from '../use-workspace.js';
import classes from './navigation.module.css';

type NavItemProps = NavLinkProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof NavLinkProps>;
const NavItem = createLink(
  forwardRef<HTMLAnchorElement, NavItemProps>(function NavItem(props, ref) {
    return <NavLink ref={ref} {...props} />;
  }),
);

/** The workspace in view and its pages. */
export function Navigation() {
  const { me, workspace } = useWorkspace();
  return (
    <Stack gap={4} h="100%">
      <WorkspaceName />
      <NavItem to="/" label="Library" leftSection={<IconLayoutGrid size={18} />} activeOptions={{ exact: true, includeSearch: false }} className={classes.item} />
      {workspace && roleIncludes(workspace.role, 'owner') && (
        <NavItem to="/activity" label="Activity" leftSection={<IconActivity size={18} />} className={classes.item} />
      )}
      <NavItem to="/trash" label="Trash" leftSection={<IconTrash size={18} />} className={classes.item} />
      {me.user.administrator && (
        <>
          <NavItem to="/admin/operations" label="Operations" leftSection={<IconActivityHeartbeat size={18} />} className={classes.item} mt="auto" />
          <NavItem to="/admin" label="Administration" leftSection={<IconServerCog size={18} />} activeOptions={{ exact: true }} className={classes.item} />
        </>
      )}
    </Stack>
  );
}

function WorkspaceName() {
  const { me, workspace, choose } = useWorkspace();
  if (me.workspaces.length < 2) {
    return (
      <Text className={classes.workspace} title={workspace?.name}>
        {workspace?.name}
      </Text>
    );
  }
  return (
    <Menu position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.workspace} aria-label={`Workspace ${workspace?.name}. Choose another`}>
          <span className={classes.name}>{workspace?.name}</span>
          <IconChevronDown size={16} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Workspaces</Menu.Label>
        {me.workspaces.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => choose(id)} rightSection={id === workspace?.id && <IconCheck size={16} aria-label="in view" />}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
