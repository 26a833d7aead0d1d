import { BpmnGateError } from './bpmn-gate-error.js';
import { positionAt } from './text-position.js';

// Everything outside the Char production of XML 1.0 (2.2), surrogates aside.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * Throws `forbidden_character` at the first character that XML 1.0 does not allow (clause 2.2): control characters
 * other than tab, line feed and carriage return, U+FFFE, U+FFFF and half surrogate pairs.
 */
export function refuseForbiddenCharacters(text: string): void {
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden) throw refusal(text, forbidden.index);
  if (text.isWellFormed()) return;
  throw refusal(text, LONE_SURROGATE.exec(text)?.index ?? 0);
}

function refusal(text: string, index: number): BpmnGateError {
  const code = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  const detail = `The character U+${code} is not allowed in XML. Remove it from the document and try again.`;
  return new BpmnGateError('forbidden_character', detail, positionAt(text, index));
}
