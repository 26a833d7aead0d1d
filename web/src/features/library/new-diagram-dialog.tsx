import { createDiagram } from '@bpmn-studio/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { call, messageOf } from '../../api/client.js';
import { uniqueKey } from '../../lib/unique-key.js';
import { TitleDialog } from './title-dialog.js';

/** What a new diagram may start with; put in by the app. */
export interface StartingPoint {
  readonly id: string;
  readonly title: string;
}
export interface StartingPoints {
  /** The choice, drawn; null is an empty diagram. */
  readonly draw: (chosen: string | null, onChoose: (point: StartingPoint | null) => void) => ReactNode;
  /** The document to start with. */
  readonly documentFrom: (id: string) => Promise<string>;
}

export interface NewDiagramDialogProps {
  readonly workspaceId: string;
  readonly startingPoints: StartingPoints;
  readonly onClose: () => void;
}

interface Wanted {
  readonly title: string;
  readonly from: string | null;
}

const UNTITLED = 'Untitled diagram';

/** Names a new diagram, chooses what it starts with, and opens it. */
export function NewDiagramDialog({ workspaceId, startingPoints, onClose }: NewDiagramDialogProps) {
  const [requests] = useState(() => new Map<string, { key: string; bpmnXml: string | undefined }>());
  const [point, setPoint] = useState<StartingPoint | null>(null);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: async ({ title, from }: Wanted) => {
      // A second try must not make a second diagram: the same key, and the same ids in the document. Another title or start is another request.
      const name = JSON.stringify([title, from]);
      const request = requests.get(name) ?? { key: uniqueKey(), bpmnXml: from === null ? undefined : await startingPoints.documentFrom(from) };
      requests.set(name, request);
      const { key, bpmnXml } = request;
      return (await call(createDiagram, { headers: { 'idempotency-key': key }, body: { title, workspaceId, ...(bpmnXml !== undefined && { bpmnXml }) } })).data;
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
      initial={point?.title ?? UNTITLED}
      action="Create"
      size="xl"
      busy={create.isPending}
      fault={create.error && messageOf(create.error)}
      onSubmit={(title) => create.mutate({ title, from: point?.id ?? null })}
      onClose={onClose}
    >
      {startingPoints.draw(point?.id ?? null, setPoint)}
    </TitleDialog>
  );
}
