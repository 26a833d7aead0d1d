import type { Workspace } from '@bpmn-studio/contracts';
import { useLocalStorage } from '@mantine/hooks';
import { useSuspenseQuery } from '@tanstack/react-query';
import { meQuery } from '../api/me.js';

/** The signed-in person and the workspace in view; the choice is remembered in this browser. */
export function useWorkspace() {
  const { data: me } = useSuspenseQuery(meQuery);
  const [chosen, choose] = useLocalStorage({ key: 'bpmn-studio.workspace', defaultValue: '', getInitialValueInEffect: false });
  const workspace: Workspace | undefined = me.workspaces.find(({ id }) => id === chosen) ?? me.workspaces.find(({ personal }) => personal) ?? me.workspaces[0];
  return { me, workspace, choose };
}
