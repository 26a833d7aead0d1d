import { ActivityPage } from '../features/activity/activity-page.js';
import { TrashPage } from '../features/library/trash-page.js';
import { NoWorkspace } from './no-workspace.js';
import { useWorkspace } from './use-workspace.js';

export function TrashRoute() {
  const { workspace } = useWorkspace();
  return workspace ? <TrashPage key={workspace.id} workspace={workspace} /> : <NoWorkspace />;
}

export function ActivityRoute() {
  const { workspace } = useWorkspace();
  return workspace ? <ActivityPage key={workspace.id} workspace={workspace} /> : <NoWorkspace />;
}
