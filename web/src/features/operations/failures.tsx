import type { Operations } from '@bpmn-studio/contracts';
import { ActionIcon, Button, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { exactTime } from '../../lib/relative-time.js';
import { FigureTable } from './figure-table.js';
import classes from './tables.module.css';
import { exactClockTime } from './units.js';

const FIRST = 10;

export interface FailuresProps extends Pick<Operations, 'failures'> {
  /** Where a parked event can be sent again. */
  readonly eventsLink: ReactNode;
}

/** What went wrong in the last hour, one by one: with the id that finds it in the logs. */
export function Failures({ failures, eventsLink }: FailuresProps) {
  const [all, setAll] = useState(false);
  const shown = all ? failures : failures.slice(0, FIRST);
  return (
    <FigureTable
      title="Recent failures"
      text="Of the last hour, newest first; each process keeps twenty of every five minutes. Every log line of a request carries its id."
      heads={['When', 'What', 'Answer', 'Find it by']}
      empty="None in the last hour."
      rows={shown.map(({ at, kind, what, code, requestId, eventId, traceId }, index) => ({
        key: `${at} ${requestId ?? eventId} ${index}`,
        cells: [
          <span key="when" title={exactTime(at)}>
            {exactClockTime(at)}
          </span>,
          <code key="what">{what}</code>, code,
          <span key="ids" className={classes.ids}>
            {requestId !== null && <CopiedId name="request" id={requestId} />}
            {traceId !== null && <CopiedId name="trace" id={traceId} />}
            {kind === 'event' && eventsLink}
          </span>,
        ],
      }))}
    >
      {failures.length > shown.length && (
        <Button mt="sm" variant="default" size="xs" onClick={() => setAll(true)}>
          Show all {failures.length}
        </Button>
      )}
    </FigureTable>
  );
}

function CopiedId({ name, id }: { readonly name: string; readonly id: string }) {
  return (
    <span className={classes.id}>
      <span className={classes.words}>{name}</span> <code title={id}>{id.length > 13 ? `${id.slice(0, 8)}…` : id}</code>
      <CopyButton value={id} timeout={1_500}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : `Copy the ${name} id`}>
            <ActionIcon size="sm" variant="subtle" color="gray" onClick={copy} aria-label={`Copy the ${name} id ${id}`}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
