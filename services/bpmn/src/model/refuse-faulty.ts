import { BpmnGateError } from '../gate/bpmn-gate-error.js';
import { parseXml } from '../xml/parse-xml.js';
import { countFaults } from './count-faults.js';

/** bpmn-moddle looks through the text from its beginning for each fault it tells of: characters it may look at, about a second. */
const MOST_LOOKED_AT = 1e9;

/**
 * Throws `not_bpmn` for a document with so many faults that bpmn-moddle would tell of them for minutes, such as one id on
 * twenty thousand elements. In 1 MB a thousand are read, in 5 MB two hundred; in what is small, all.
 *
 * @param text what would be given to bpmn-moddle; the gate let it through
 */
export function refuseFaulty(text: string): void {
  if (text.length ** 2 <= MOST_LOOKED_AT) return;
  const most = Math.floor(MOST_LOOKED_AT / text.length);
  if (countFaults(text, parseXml(text).root, most + 1) <= most) return;
  const detail = `More than ${most} of its elements, attributes and texts are not of BPMN 2.0, or have the id of another one. Mend the file in the program that wrote it.`;
  throw new BpmnGateError('not_bpmn', detail, { line: 1, column: 1 });
}
