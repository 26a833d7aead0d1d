import { Badge, Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconTool } from '@tabler/icons-react';
import type { ImportRemark, ImportReport } from '@bpmn-studio/contracts';
import { countsInWords, originInWords, placeInWords, topicsOf, vendorsIn, type RemarkGroup } from './report-words.js';
import classes from './report.module.css';

export interface ReportViewProps {
  readonly report: ImportReport;
  /** Shows an element of the diagram; without it elements are named and no more. */
  readonly onElement?: ((id: string) => void) | undefined;
}

/** What a file holds and what there is to say about it. */
export function ReportView({ report, onElement }: ReportViewProps) {
  const topics = topicsOf(report);
  const vendors = vendorsIn(report);
  const origin = originInWords(report);
  const counts = countsInWords(report.counts);
  return (
    <div className={classes.view}>
      <section aria-label="What is in the file">
        <ul className={classes.counts}>
          {counts.length === 0 && <li>Nothing to draw</li>}
          {counts.map((count) => (
            <li key={count}>{count}</li>
          ))}
        </ul>
        {origin && (
          <Text size="sm" c="dimmed" mt="xs">
            {origin}
          </Text>
        )}
        {vendors.length > 0 && (
          <Text size="sm" c="dimmed" mt={4}>
            Extensions, kept as they are: {vendors.map(({ name, count }) => `${name} (${count})`).join(', ')}
          </Text>
        )}
      </section>
      {topics.length === 0 && (
        <p className={classes.fine}>
          <IconCircleCheck size={20} aria-hidden="true" />
          Everything in the file can be read, shown and edited.
        </p>
      )}
      {topics.map(({ topic, title, groups }) => (
        <section key={topic} aria-labelledby={`report-${topic}`}>
          <h3 id={`report-${topic}`} className={classes.topic}>
            {title}
          </h3>
          {groups.map((group) => (
            <Group key={group.code} group={group} onElement={onElement} />
          ))}
        </section>
      ))}
    </div>
  );
}

/** Long lists stay folded: what there is in all comes before each of it. */
const UNFOLDED = 8;

function Group({ group: { code, title, count, severity, remarks }, onElement }: { readonly group: RemarkGroup } & Pick<ReportViewProps, 'onElement'>) {
  const single = remarks.length === 1 && count === 1;
  const heading = (
    <>
      <Mark severity={severity} code={code} />
      <span>{title}</span>
      {!single && (
        <Badge size="sm" variant="light" color="gray" className={`${classes.badge} ${severity === 'warning' ? classes.warned : ''}`}>
          {count}
        </Badge>
      )}
    </>
  );
  return (
    <details className={classes.group} open={remarks.length <= UNFOLDED}>
      <summary className={classes.heading}>{heading}</summary>
      <ul className={classes.remarks}>
        {remarks.map((remark, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a report never changes
          <Remark key={index} remark={remark} onElement={onElement} />
        ))}
        {count > remarks.length && <li className={classes.more}>and {count - remarks.length} more</li>}
      </ul>
    </details>
  );
}

function Remark({ remark, onElement }: { readonly remark: ImportRemark } & Pick<ReportViewProps, 'onElement'>) {
  const place = placeInWords(remark);
  const id = remark.element?.id;
  const canShow = onElement !== undefined && typeof id === 'string' && isDrawn(remark);
  return (
    <li className={classes.remark}>
      <span className={classes.message}>{remark.message}</span>
      <span className={classes.place}>
        {place && <span>{place}</span>}
        {canShow && (
          <UnstyledButton className={classes.show} fz="inherit" onClick={() => onElement(id)} aria-label={`Show ${remark.element?.name ?? id} in the diagram`}>
            Show
          </UnstyledButton>
        )}
      </span>
    </li>
  );
}

/** Whether there is a chance to find its element on the canvas. */
function isDrawn({ code, element }: ImportRemark): boolean {
  if (code === 'no_shape' || code === 'flow_without_end' || code === 'layout_incomplete' || code === 'unknown_element' || code === 'invalid_id') return false;
  return element !== null && element.type.startsWith('bpmn:') && element.type !== 'bpmn:Definitions';
}

function Mark({ severity, code }: Pick<RemarkGroup, 'severity' | 'code'>) {
  if (severity === 'warning') return <IconAlertTriangle size={18} className={classes.warning} role="img" aria-label="Warning" />;
  if (code === 'layout_added') return <IconTool size={18} className={classes.good} role="img" aria-label="Mended" />;
  return <IconInfoCircle size={18} className={classes.info} role="img" aria-label={severity === 'notice' ? 'Notice' : 'Information'} />;
}
