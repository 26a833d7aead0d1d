import { BpmnGateError } from '../gate/bpmn-gate-error.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { parseXml } from '../xml/parse-xml.js';
import type { XmlElement } from '../xml/xml-tree.js';
import { checkDrawing } from './check-drawing.js';
import { checkIds, type FoundIds } from './check-ids.js';
import { checkKept, checkNotEdited } from './check-kept.js';
import { checkReading } from './check-reading.js';
import { checkFlows, checkReferences } from './check-references.js';
import { countElements } from './count-elements.js';
import { findExtensions } from './find-extensions.js';
import type { ImportReport } from './import-report.js';
import { RemarkList } from './remark-list.js';

/**
 * Says what a document holds, and what of it does not hold together, cannot be edited or is not drawn, with line and
 * element. Pass only text that gateBpmn let through: nothing is bounded here but the report.
 *
 * @param encoding what the text was decoded from, for remarks on that; without it there are none
 */
export async function inspectBpmn(text: string, encoding?: string): Promise<ImportReport> {
  const { root } = parseXml(text);
  const remarks = new RemarkList(text);
  if (encoding !== undefined) checkReading(text, encoding, root, remarks);
  const ids = checkIds(root, remarks);
  checkFlows(root, remarks);
  checkDrawing(root, ids, remarks);
  checkNotEdited(root, remarks);
  await checkModel(text, root, ids, remarks);
  return { ...countElements(root), extensions: findExtensions(root), ...remarks.finish() };
}

async function checkModel(text: string, root: XmlElement, ids: FoundIds, remarks: RemarkList): Promise<void> {
  try {
    const { definitions, unresolved } = await parseBpmn(text);
    const dead = checkReferences(root, unresolved, ids, remarks);
    checkKept(root, parseXml(await writeBpmn(definitions)).root, ids, dead, remarks);
  } catch (error) {
    if (!(error instanceof BpmnGateError)) throw error;
    remarks.add('unreadable_model', root, 'The file cannot be read as BPMN. It is kept exactly as it came in.');
  }
}
