import { CloseButton, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { plural } from '../../../lib/plural.js';
import type { ImportReport } from '../canvas/import-warning.js';
import classes from './page.module.css';

/** What of a file could not be read. The file itself stays as it is until something is edited, and this says so. */
export function ImportBanner({ report, edited }: { readonly report: ImportReport; readonly edited: boolean }) {
  const [open, { close }] = useDisclosure(true);
  const [details, { toggle }] = useDisclosure(false);
  if (!open) return null;
  return (
    <section className={classes.banner} aria-label="Import report">
      <IconInfoCircle size={18} aria-hidden="true" />
      <div className={classes.bannerText}>
        Not everything in this file could be read ({plural(report.count, 'remark')}).{' '}
        {edited ? 'What could not be read may be missing from what you save now; the original stays in the versions.' : 'The original is kept untouched until you edit.'}{' '}
        <UnstyledButton className={classes.more} fz="inherit" onClick={toggle} aria-expanded={details}>
          {details ? 'Hide details' : 'Show details'}
        </UnstyledButton>
        {details && (
          <ul className={classes.report} tabIndex={0} aria-label="What could not be read">
            {report.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
      <CloseButton size="sm" aria-label="Close the report" onClick={close} />
    </section>
  );
}
