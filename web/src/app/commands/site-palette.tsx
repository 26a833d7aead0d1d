import { useMantineColorScheme } from '@mantine/core';
import { listDiagrams, roleIncludes, searchDiagrams, SHORTEST_SEARCH } from '@bpmn-studio/contracts';
import { IconActivity, IconActivityHeartbeat, IconDeviceDesktop, IconLayoutGrid, IconLogout, IconMoon, IconServerCog, IconSitemap, IconSun, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../../api/client.js';
import type { Command } from '../../ui/commands/command.js';
import { CommandPalette, type CommandPaletteProps } from '../../ui/commands/command-palette.js';
import { useCommands } from '../../ui/commands/command-sources.js';
import { useSignOut } from '../use-sign-out.js';
import { useWorkspace } from '../use-workspace.js';

const MOST = 8;

/** The palette with what is offered everywhere: places, diagrams of the workspace, appearance, the way out. */
export function SitePalette({ opened, typed, onClose }: CommandPaletteProps) {
  const { me, workspace } = useWorkspace();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const { signOut, question } = useSignOut(me.user.id);
  const open = (id: string, label: string, hint?: string): Command => ({
    id: `diagram:${id}`,
    label,
    group: 'Diagrams',
    hint,
    icon: IconSitemap,
    run: () => void navigate({ to: '/diagrams/$diagramId', params: { diagramId: id } }),
  });

  useCommands({
    list: () => [
      ...places(me.user.administrator, workspace !== undefined && roleIncludes(workspace.role, 'owner')).map(({ to, ...place }) => ({ ...place, id: `go:${to}`, group: 'Go to', run: () => void navigate({ to }) })),
      { id: 'scheme:light', label: 'Light appearance', group: 'Appearance', words: 'theme colour scheme', icon: IconSun, run: () => setColorScheme('light') },
      { id: 'scheme:dark', label: 'Dark appearance', group: 'Appearance', words: 'theme colour scheme night', icon: IconMoon, run: () => setColorScheme('dark') },
      { id: 'scheme:auto', label: 'Appearance as the system', group: 'Appearance', words: 'theme colour scheme', icon: IconDeviceDesktop, run: () => setColorScheme('auto') },
      { id: 'sign-out', label: 'Sign out', group: 'Appearance', words: 'log out leave', icon: IconLogout, onlyFound: true, run: () => void signOut() },
    ],
    find: async (query, signal) => {
      if (!workspace) return [];
      if (query.length < SHORTEST_SEARCH) {
        const { data } = await call(listDiagrams, { query: { workspaceId: workspace.id, sort: 'updated', limit: MOST } }, { signal, quiet: true });
        return query === '' ? data.items.map(({ id, title }) => open(id, title)) : [];
      }
      const { data } = await call(searchDiagrams, { query: { workspaceId: workspace.id, q: query, limit: MOST } }, { signal, quiet: true });
      return data.items.map(({ diagram }) => open(diagram.id, diagram.title));
    },
  });
  return (
    <>
      <CommandPalette opened={opened} typed={typed} onClose={onClose} />
      {question}
    </>
  );
}

function places(isAdministrator: boolean, isOwner: boolean) {
  return [
    { to: '/' as const, label: 'Library', words: 'home diagrams start', icon: IconLayoutGrid },
    ...(isOwner ? [{ to: '/activity' as const, label: 'Activity', words: 'audit log history', icon: IconActivity }] : []),
    { to: '/trash' as const, label: 'Trash', words: 'deleted restore bin', icon: IconTrash },
    ...(isAdministrator
      ? [
          { to: '/admin/operations' as const, label: 'Operations', words: 'status health metrics', icon: IconActivityHeartbeat },
          { to: '/admin' as const, label: 'Administration', words: 'parked events', icon: IconServerCog },
        ]
      : []),
  ];
}
