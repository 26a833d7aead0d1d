import { useNavigate, useSearch } from '@tanstack/react-router';
import { OperationsPage } from '../features/operations/operations-page.js';
import { PageHeader } from '../ui/page-header.js';
import { TextLink } from '../ui/text-link.js';
import { useWorkspace } from './use-workspace.js';

export function OperationsRoute() {
  const { me } = useWorkspace();
  const { minutes = 60 } = useSearch({ from: '/signed-in/shell/admin/operations' });
  const navigate = useNavigate({ from: '/admin/operations' });
  if (!me.user.administrator) return <PageHeader title="For administrators only" text="Ask an administrator of this installation if you need to look behind the scenes." />;
  return (
    <OperationsPage
      minutes={minutes}
      onMinutes={(next) => void navigate({ search: next === 60 ? {} : { minutes: next }, replace: true, resetScroll: false })}
      eventsLink={<TextLink to="/admin">Parked events</TextLink>}
    />
  );
}
