import { BpmnGateError } from './bpmn-gate-error.js';
import { positionAt } from './text-position.js';

const DETAIL = 'The document contains a DOCTYPE, which is refused because it can define entities. Remove the <!DOCTYPE ...> declaration.';

/**
 * Throws `doctype` when a document type declaration stands before the root element, in any letter case and also after
 * comments and processing instructions. It looks at the prolog only, so that a large internal subset is never parsed.
 */
export function refuseDoctypeInProlog(text: string): void {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    at = text.indexOf('<', at);
    if (at < 0) return;
    if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4);
    else if (text.startsWith('<?', at)) at = after(text, '?>', at + 2);
    else if (isDoctypeAt(text, at)) throw doctypeError(text, at);
    else return;
    if (at < 0) return;
  }
}

/** Whether `<!doctype` stands at this index, in any letter case. */
export function isDoctypeAt(text: string, index: number): boolean {
  return text.slice(index, index + 9).toLowerCase() === '<!doctype';
}

export function doctypeError(text: string, index: number): BpmnGateError {
  return new BpmnGateError('doctype', DETAIL, positionAt(text, index));
}

function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? -1 : found + end.length;
}
