import { Badge, Loader, Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { plural } from '../../lib/plural.js';
import { foundInWords, placeInWords } from '../../ui/import-report/report-words.js';
import { TextLink } from '../../ui/text-link.js';
import classes from './import-panel.module.css';
import type { RunFile } from './import-state.js';

/** One file of an import: how it stands, what was found in it, and the way to its report and its diagram. */
export function ImportLine({ file, onReport }: { readonly file: RunFile; readonly onReport: () => void }) {
  const { name, status, found, diagramId } = file;
  const place = placeInWords(file);
  const [folders, base] = [name.slice(0, name.lastIndexOf('/') + 1), name.slice(name.lastIndexOf('/') + 1)];
  const hasReport = found !== null || (status === 'refused' && place !== null);
  return (
    <li className={classes.line} data-status={status}>
      <Mark status={status} />
      <div className={classes.text}>
        <Text size="sm" truncate title={name}>
          {base}
          {folders && <span className={classes.folders}> in {folders.slice(0, -1)}</span>}
        </Text>
        {status === 'refused' && (
          <Text size="xs" className={classes.reason}>
            {file.detail ?? 'The file was refused.'}
            {place && ` (${place})`}
          </Text>
        )}
        {found && (
          <Text size="xs" className={classes.reason}>
            {foundInWords(found.counts, 3)}
          </Text>
        )}
        {(hasReport || diagramId !== null) && (
          <div className={classes.actions}>
            {diagramId !== null && (
              <TextLink to="/diagrams/$diagramId" params={{ diagramId }} aria-label={`Open ${base}`}>
                Open
              </TextLink>
            )}
            {hasReport && (
              <UnstyledButton className={classes.report} onClick={onReport} aria-label={`Report on ${base}`}>
                Report
              </UnstyledButton>
            )}
            {found && <Badges found={found} />}
          </div>
        )}
      </div>
    </li>
  );
}

function Badges({ found: { warnings, kept, laidOut } }: { readonly found: NonNullable<RunFile['found']> }) {
  return (
    <>
      {warnings > 0 && (
        <Badge size="sm" variant="light" className={`${classes.badge} ${classes.warned}`}>
          {plural(warnings, 'warning')}
        </Badge>
      )}
      {laidOut && (
        <Badge size="sm" variant="light" className={classes.badge}>
          Laid out
        </Badge>
      )}
      {kept > 0 && (
        <Badge size="sm" variant="light" color="gray" className={classes.badge}>
          {kept} kept only
        </Badge>
      )}
    </>
  );
}

function Mark({ status }: Pick<RunFile, 'status'>) {
  if (status === 'waiting') return <Loader size={16} aria-label="waiting" role="img" />;
  return status === 'imported' ? <IconCircleCheck size={18} className={classes.good} role="img" aria-label="imported" /> : <IconAlertTriangle size={18} className={classes.bad} role="img" aria-label="refused" />;
}
