import { REMARKS, type ImportRemark, type ImportReport, type RemarkCode } from './import-report.js';

/** A report on a document that had no layout and was given one. */
export function reportLayout(report: ImportReport, { shapes, edges, unplaced }: { readonly shapes: number; readonly edges: number; readonly unplaced: number }): ImportReport {
  const added: ImportRemark[] = [
    remark('layout_added', `The file did not say where things are drawn. ${shapes} shapes and ${edges} lines were placed; version 1 is the file as it came.`),
    ...(unplaced > 0 ? [remark('layout_incomplete', `${unplaced === 1 ? 'One element' : `${unplaced} elements`} could not be placed. ${unplaced === 1 ? 'It is' : 'They are'} kept in the file.`)] : []),
  ];
  const rest = report.remarks.filter(({ code }) => code !== 'no_layout');
  const place = rest.findIndex(({ topic }) => topic !== 'broken' && topic !== 'drawing');
  const remarks = place < 0 ? [...rest, ...added] : [...rest.slice(0, place), ...added, ...rest.slice(place)];
  const totals = [...report.totals.filter(({ code }) => code !== 'no_layout'), ...added.map(({ code }) => ({ code, count: 1 }))];
  return { ...report, remarks, totals };
}

function remark(code: RemarkCode, message: string): ImportRemark {
  return { code, ...REMARKS[code], message, element: null };
}
