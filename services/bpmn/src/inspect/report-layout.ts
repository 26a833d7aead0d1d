import type { LaidOut } from '../layout/lay-out.js';
import { REMARKS, REPORT_BOUNDS, type ImportRemark, type ImportReport, type RemarkCode } from './import-report.js';
import { sentence, wordsOf } from './name-elements.js';
import { quoted, shortened } from './quote-text.js';

/** No longer so once there is a layout; what still has no id is said to have no place. */
const ANSWERED: ReadonlySet<RemarkCode> = new Set(['no_layout', 'missing_id']);

/** A report on a document that had no layout and was given one. */
export function reportLayout(report: ImportReport, { shapes, edges, ids, unplaced }: Pick<LaidOut, 'shapes' | 'edges' | 'ids' | 'unplaced'>): ImportReport {
  const named = ids === 0 ? '' : ` To be drawn, ${counted(ids, 'element')} without an id got one.`;
  const added = remark('layout_added', `The file did not say where things are drawn. ${counted(shapes, 'shape')} and ${counted(edges, 'line')} were placed; version 1 is the file as it came.${named}`);
  const left = unplaced.slice(0, REPORT_BOUNDS.remarksOfACode).map(({ elementId, type, name, reason }) => {
    const label = name ?? elementId;
    const what = `the ${wordsOf(type.slice(type.indexOf(':') + 1))}${label === '' ? '' : ` ${quoted(label)}`}`;
    const element = { id: elementId === '' ? null : shortened(elementId, 100), type: shortened(type), name: name === null ? null : shortened(name) };
    return remark('layout_incomplete', `${sentence(what)} has no place in the drawing: ${shortened(reason, 200)} It is kept in the file.`, element);
  });
  const rest = report.remarks.filter(({ code }) => !ANSWERED.has(code));
  const place = rest.findIndex(({ topic }) => topic !== 'broken' && topic !== 'drawing');
  const remarks = place < 0 ? [...rest, added, ...left] : [...rest.slice(0, place), added, ...left, ...rest.slice(place)];
  const totals = [...report.totals.filter(({ code }) => !ANSWERED.has(code)), { code: 'layout_added' as const, count: 1 }];
  if (unplaced.length > 0) totals.push({ code: 'layout_incomplete', count: unplaced.length });
  return { ...report, remarks: remarks.slice(0, REPORT_BOUNDS.remarks), totals };
}

function remark(code: RemarkCode, message: string, element: ImportRemark['element'] = null): ImportRemark {
  return { code, ...REMARKS[code], message: message.slice(0, REPORT_BOUNDS.message).toWellFormed(), element };
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
