import type { DiagramSummary } from '@bpmn-studio/contracts';
import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { exactTime, relativeTime } from '../../lib/relative-time.js';
import classes from './diagram-table.module.css';
import { Thumbnail } from '../../ui/thumbnail.js';

export interface DiagramTableProps {
  readonly diagrams: readonly DiagramSummary[];
  readonly menuOf: (diagram: DiagramSummary) => ReactNode;
}

/** Diagrams as rows: more of them at a glance. */
export function DiagramTable({ diagrams, menuOf }: DiagramTableProps) {
  return (
    <div className={classes.frame}>
      <Table verticalSpacing={8} highlightOnHover aria-label="Diagrams">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Title</Table.Th>
            <Table.Th visibleFrom="sm">Edited</Table.Th>
            <Table.Th visibleFrom="md">Edited by</Table.Th>
            <Table.Th w={54}>
              <span className={classes.unseen}>Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {diagrams.map((diagram) => (
            <Table.Tr key={diagram.id} data-diagram={diagram.id}>
              <Table.Td className={classes.titleCell}>
                <Link to="/diagrams/$diagramId" params={{ diagramId: diagram.id }} className={classes.title}>
                  <span className={classes.picture}>
                    <Thumbnail url={diagram.thumbnailUrl} />
                  </span>
                  <span className={classes.name}>{diagram.title}</span>
                </Link>
              </Table.Td>
              <Table.Td visibleFrom="sm" title={exactTime(diagram.updatedAt)} className={classes.quiet}>
                {relativeTime(diagram.updatedAt)}
              </Table.Td>
              <Table.Td visibleFrom="md" className={classes.quiet}>
                {diagram.updatedBy?.name ?? '–'}
              </Table.Td>
              <Table.Td>{menuOf(diagram)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
