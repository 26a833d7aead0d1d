import type { ImportFound, ImportReport } from '@bpmn-studio/contracts';
import { REMARKS } from '@bpmn-studio/bpmn';

/** A report in short, as lists show it. */
export function foundIn(report: ImportReport, laidOut: boolean): ImportFound {
  const sum = (applies: (remark: (typeof REMARKS)[keyof typeof REMARKS]) => boolean) => report.totals.reduce((all, { code, count }) => (applies(REMARKS[code]) ? all + count : all), 0);
  return {
    counts: report.counts,
    diagrams: report.diagramsTotal,
    warnings: sum(({ severity }) => severity === 'warning'),
    notices: sum(({ severity }) => severity === 'notice'),
    kept: sum(({ topic }) => topic === 'kept'),
    laidOut,
  };
}
