import { CloseButton, UnstyledButton } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportReport } from '@bpmn-studio/contracts';
import { plural } from '../../../lib/plural.js';
import { weigh } from '../../../ui/import-report/report-words.js';
import classes from './page.module.css';
import { isPutAway, putAway } from './put-away.js';
import { useFileReport } from './use-file-report.js';
import type { Workbench } from './workbench.js';

/** In one line, what of the file wants to be known; comes again only when there is something else to say. */
export function ImportBanner({ bench: { diagramId, opened }, onReport }: { readonly bench: Workbench; readonly onReport: () => void }) {
  const report = useFileReport(diagramId, opened.state.base, true);
  const [closed, setClosed] = useState(false);
  const words = report ? bannerWords(report) : null;
  if (!report || words === null || closed || isPutAway(diagramId, words)) return null;
  return (
    <section className={classes.banner} aria-label="Import report">
      <IconInfoCircle size={18} aria-hidden="true" />
      <div className={classes.bannerText}>
        {words}{' '}
        <UnstyledButton className={classes.more} fz="inherit" onClick={onReport}>
          See the report
        </UnstyledButton>
      </div>
      <CloseButton
        size="sm"
        aria-label="Close the report"
        onClick={() => {
          putAway(diagramId, words);
          setClosed(true);
        }}
      />
    </section>
  );
}

/** Null when there is nothing a person has to know to work on. */
function bannerWords(report: ImportReport): string | null {
  const { warnings, kept } = weigh(report);
  const only = `${kept === 1 ? 'is' : 'are'} kept, but cannot be edited here.`;
  if (warnings === 0) return kept === 0 ? null : `${plural(kept, 'thing')} in this file ${only}`;
  const broken = `${plural(warnings, 'thing')} in this file ${warnings === 1 ? 'does' : 'do'} not hold together`;
  return kept === 0 ? `${broken}.` : `${broken}; ${kept} ${only}`;
}
