import { gateBpmn } from '../gate/gate-bpmn.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { declareUtf8 } from '../xml/declare-utf8.js';
import { parseXml } from '../xml/parse-xml.js';
import type { XmlDocument } from '../xml/xml-tree.js';
import { factChanges, factsOf, sameFactChanges } from './document-facts.js';
import { findLost, type LostPart } from './find-lost.js';
import { sameContent } from './same-content.js';
import { openedOf, writeOver, type Opened } from './write-over.js';

export type { LostPart } from './find-lost.js';

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
 * every comment, blank and prefix it does not keep, stays. The outcome is read back: it is only used when the model finds
 * exactly the edits in it; else the document is what the model wrote, and what that loses is listed.
 *
 * @param original the document as stored (decoded; it passed the gate)
 * @param before what the model writes of the untouched original
 * @param after what the model writes after the edits
 */
export async function carryOver(original: string, before: string, after: string): Promise<CarriedOver> {
  const opened = openedAgain(original, before);
  const to = parseXml(after);
  const written = writeOver(opened, to);
  if (written === original) return { text: original, rewritten: false, lost: [] };
  const text = declareUtf8(written);
  if (await saysTheSame(opened, text, to)) return { text, rewritten: false, lost: [] };
  return { text: after, rewritten: true, lost: findLost(opened.original, opened.before, to) };
}

/** Mostly the model reads in it just what was written after the edits; else all that is said before and after is compared. */
async function saysTheSame({ original, before }: Opened, text: string, after: XmlDocument): Promise<boolean> {
  try {
    gateBpmn(text);
    const read = await throughModel(text);
    if (read === after.text) return true;
    const { root } = parseXml(read);
    if (sameContent(root, after.root)) return true;
    const untouched = factsOf(parseXml(await throughModel(original.text)).root);
    return sameFactChanges(factChanges(factsOf(before.root), factsOf(after.root)), factChanges(untouched, factsOf(root)));
  } catch {
    // Not well-formed or no model at all: then it does not say the same, which is what was asked.
    return false;
  }
}

/** An editor asks again and again about edits of the same document. */
let latest: Opened | undefined;

function openedAgain(original: string, before: string): Opened {
  if (latest?.original.text !== original || latest.before.text !== before) latest = openedOf(original, before);
  return latest;
}

async function throughModel(text: string): Promise<string> {
  return writeBpmn((await parseBpmn(text)).definitions);
}
