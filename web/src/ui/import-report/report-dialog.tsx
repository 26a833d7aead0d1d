import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportReport } from '@bpmn-studio/contracts';
import { download, fileNameFor } from '../../lib/download.js';
import { ReportView } from './report-view.js';
import { placeInWords, reportAsText } from './report-words.js';
import classes from './report.module.css';

/** Why a file was refused, where, and the line itself. */
export interface Refusal {
  readonly detail: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly quote: string | null;
}

export interface ReportDialogProps {
  readonly opened: boolean;
  /** The file or the diagram. */
  readonly title: string;
  /** Undefined while it is being made; null when there is none to be had. */
  readonly report: ImportReport | null | undefined;
  readonly refusal?: Refusal | undefined;
  /** What went wrong in getting it. */
  readonly trouble?: string | undefined;
  readonly onElement?: ((id: string) => void) | undefined;
  readonly onClose: () => void;
}

/** The report of a file, to read, to copy and to keep. */
export function ReportDialog({ opened, title, report, refusal, trouble, onElement, onClose }: ReportDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Report: ${title}`} size="xl" classNames={{ body: classes.body, title: classes.title }}>
      {trouble !== undefined && <p className={classes.refused}>{trouble}</p>}
      {refusal && <Refused {...refusal} />}
      {!refusal && trouble === undefined && report === undefined && <Waiting />}
      {!refusal && report === null && <Text>There is no report on this file: it could not be made, or was made too long ago. The editor makes a new one when you open the diagram.</Text>}
      {report && (
        <>
          <ReportView report={report} onElement={onElement} />
          <Actions title={title} text={reportAsText(title, report)} />
        </>
      )}
    </Modal>
  );
}

function Refused(refusal: Refusal) {
  const place = placeInWords(refusal);
  return (
    <Stack gap="sm">
      <div className={classes.refused}>
        <strong>This file was not imported.</strong> {refusal.detail}
      </div>
      {place && (
        <figure className={classes.quote}>
          <figcaption>{place}</figcaption>
          {refusal.quote && <pre tabIndex={0}>{refusal.quote}</pre>}
        </figure>
      )}
    </Stack>
  );
}

function Actions({ title, text }: { readonly title: string; readonly text: string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false));
  return (
    <Group className={classes.actions} gap="xs">
      <Button variant="default" size="sm" leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={() => void copy()}>
        {copied ? 'Copied' : 'Copy as text'}
      </Button>
      <Button variant="default" size="sm" leftSection={<IconDownload size={16} />} onClick={() => download(text, fileNameFor(`${title.split('/').at(-1) ?? title} report`, 'txt'), 'text/plain;charset=utf-8')}>
        Download
      </Button>
      <span role="status" className={classes.said}>
        {copied === false && 'This browser does not let pages copy. Download it instead.'}
      </span>
    </Group>
  );
}

function Waiting() {
  return (
    <Stack gap="sm" role="status" aria-label="The report is being made">
      <Skeleton height={28} width="70%" />
      <Skeleton height={18} width="45%" />
      <Skeleton height={64} mt="sm" />
      <Skeleton height={64} />
    </Stack>
  );
}
