import { gateBpmn } from '../gate/gate-bpmn.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { declareUtf8 } from '../xml/declare-utf8.js';
import { parseXml } from '../xml/parse-xml.js';
import { factChanges, factsOf, sameFactChanges, type Facts } from './document-facts.js';
import { findLost, type LostPart } from './find-lost.js';
import { writeOver } from './write-over.js';

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
  const [source, from, to] = [parseXml(original), parseXml(before), parseXml(after)];
  const written = writeOver(source, from, to);
  if (written === original) return { text: original, rewritten: false, lost: [] };
  const text = declareUtf8(written);
  if (await saysTheSame(original, text, factChanges(factsOf(from.root), factsOf(to.root)))) return { text, rewritten: false, lost: [] };
  return { text: after, rewritten: true, lost: findLost(source, from, to) };
}

async function saysTheSame(original: string, text: string, edits: ReadonlyMap<string, string | null>): Promise<boolean> {
  try {
    gateBpmn(text);
    return sameFactChanges(edits, factChanges(await factsOfModel(original), await readFacts(text)));
  } catch {
    // Not well-formed or no model at all: then it does not say the same, which is what was asked.
    return false;
  }
}

/** An editor asks again and again about edits of the same document. */
let latest: { text: string; facts: Facts } | undefined;

async function factsOfModel(text: string): Promise<Facts> {
  if (latest?.text !== text) latest = { text, facts: await readFacts(text) };
  return latest.facts;
}

async function readFacts(text: string): Promise<Facts> {
  return factsOf(parseXml(await writeBpmn((await parseBpmn(text)).definitions)).root);
}
