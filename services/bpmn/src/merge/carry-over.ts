import { gateBpmn } from '../gate/gate-bpmn.js';
import { declareUtf8 } from '../xml/declare-utf8.js';
import { parseXml } from '../xml/parse-xml.js';
import { writeOver } from './write-over.js';

/** Something of the original that is not in a document that had to be written anew. */
export interface LostPart {
  /** The nearest element with an id; null for the document itself. */
  readonly elementId: string | null;
  /** With the prefix of the specification: 'bpmn:UserTask'; of other elements as written. */
  readonly type: string;
  readonly name: string | null;
  /** What is gone, as a person would read it: 'the attribute camunda:assignee'. */
  readonly what: string;
}

export interface CarriedOver {
  /** The document to store; it is UTF-8, whatever the original was. */
  readonly text: string;
  /** Whether the edits could not be written into the original, and `text` is `after`. */
  readonly rewritten: boolean;
  /** What that loses against the original; empty unless rewritten. */
  readonly lost: readonly LostPart[];
}

/**
 * Takes what a person edited over into the document as it was stored, so that whatever the editor's model does not know, and
 * every comment, blank and prefix it does not keep, stays.
 *
 * @param original the document as stored (decoded; it passed the gate)
 * @param before what the model writes of the untouched original
 * @param after what the model writes after the edits
 */
export async function carryOver(original: string, before: string, after: string): Promise<CarriedOver> {
  const written = writeOver(parseXml(original), parseXml(before), parseXml(after));
  if (written === original) return { text: original, rewritten: false, lost: [] };
  const text = declareUtf8(written);
  gateBpmn(text);
  return { text, rewritten: false, lost: [] };
}
