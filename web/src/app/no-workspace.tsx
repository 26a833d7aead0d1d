import { PageHeader } from '../ui/page-header.js';

/** An account without a workspace: nothing to show, but something to say. */
export function NoWorkspace() {
  return <PageHeader title="No workspace yet" text="You are not a member of any workspace. Ask somebody to invite you." />;
}
