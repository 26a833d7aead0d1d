import { AdminPage } from '../features/admin/admin-page.js';
import { PageHeader } from '../ui/page-header.js';
import { useWorkspace } from './use-workspace.js';

export function AdminRoute() {
  const { me } = useWorkspace();
  if (!me.user.administrator) return <PageHeader title="For administrators only" text="Ask an administrator of this installation if you need to look behind the scenes." />;
  return <AdminPage />;
}
