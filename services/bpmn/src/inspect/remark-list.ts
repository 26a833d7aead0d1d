import type { XmlElement } from '../xml/xml-tree.js';
import { REMARKS, REPORT_BOUNDS, type ImportRemark, type ImportReport, type RemarkCode, type RemarkTopic } from './import-report.js';
import { LineIndex } from './line-index.js';
import { elementOfRemark, sentence } from './name-elements.js';

const TOPICS: readonly RemarkTopic[] = ['broken', 'drawing', 'repaired', 'kept', 'reading'];

/** Gathers remarks within the bounds of a report, and counts those that do not fit. */
export class RemarkList {
  private readonly lines: LineIndex;
  private readonly kept: { readonly remark: ImportRemark; readonly at: number }[] = [];
  private readonly counts = new Map<RemarkCode, number>();

  constructor(text: string) {
    this.lines = new LineIndex(text);
  }

  /**
   * @param say the sentence; only called when the remark fits
   * @param at where in the text, when it is not where the element begins
   */
  add(code: RemarkCode, element: XmlElement | null, say: string | (() => string), at = element?.start): void {
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    if (count > REPORT_BOUNDS.remarksOfACode) return;
    const message = sentence(typeof say === 'string' ? say : say()).slice(0, REPORT_BOUNDS.message).toWellFormed();
    const place = at === undefined ? {} : this.lines.at(at);
    this.kept.push({ at: at ?? -1, remark: { code, ...REMARKS[code], message, element: element === null ? null : elementOfRemark(element), ...place } });
  }

  /** In the order they are read in. */
  finish(): Pick<ImportReport, 'remarks' | 'totals'> {
    const rank = ({ topic }: ImportRemark) => TOPICS.indexOf(topic);
    const remarks = this.kept.sort((a, b) => rank(a.remark) - rank(b.remark) || a.at - b.at).map(({ remark }) => remark);
    return { remarks: remarks.slice(0, REPORT_BOUNDS.remarks), totals: [...this.counts].map(([code, count]) => ({ code, count })) };
  }
}
