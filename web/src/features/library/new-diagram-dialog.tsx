import { createDiagram } from '@bpmn-studio/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call, messageOf } from '../../api/client.js';
import { uniqueKey } from '../../lib/unique-key.js';
import { TitleDialog } from './title-dialog.js';

export interface NewDiagramDialogProps {
  readonly opened: boolean;
  readonly workspaceId: string;
  readonly onClose: () => void;
}

/** Names a new diagram and opens it. */
export function NewDiagramDialog({ opened, ...rest }: NewDiagramDialogProps) {
  return opened ? <Dialog {...rest} /> : null;
}

function Dialog({ workspaceId, onClose }: Omit<NewDiagramDialogProps, 'opened'>) {
  const [keys] = useState(() => new Map<string, string>());
  const navigate = useNavigate();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: async (title: string) => {
      // A second try under the same title must not make a second diagram; another title is another request.
      const key = keys.get(title) ?? uniqueKey();
      keys.set(title, key);
      return (await call(createDiagram, { headers: { 'idempotency-key': key }, body: { title, workspaceId } })).data;
    },
    onSuccess: async ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['diagrams'] });
      onClose();
      await navigate({ to: '/diagrams/$diagramId', params: { diagramId: id } });
    },
  });
  return (
    <TitleDialog
      heading="New diagram"
      initial="Untitled diagram"
      action="Create"
      busy={create.isPending}
      fault={create.error && messageOf(create.error)}
      onSubmit={(title) => create.mutate(title)}
      onClose={onClose}
    />
  );
}
