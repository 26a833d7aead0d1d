import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { carryOver } from '../merge/carry-over.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import { applyChanges, changesBetween, isEmpty } from './changes.js';
import { recordsIn, seedDocument } from './document.js';
import { project } from './project.js';
import { recordsOf } from './records-of.js';
import { treeOf } from './tree-of.js';

/** The first state of a shared document, as one update, of a text that passed the gate. @throws BpmnGateError as parseBpmn does */
export async function stateOfText(text: string): Promise<Uint8Array> {
  const { definitions } = await parseBpmn(text);
  return encodeStateAsUpdate(seedDocument(recordsOf(definitions)));
}

/**
 * What a shared document shows, as a text: the one it was made of or written as last, with what was edited since, so that comments,
 * blanks and prefixes stay. Where the edits cannot be written into that text, it is what the model writes.
 *
 * @param state its updates, in any order
 * @param last undefined: there is none
 */
export async function textOfState(state: readonly Uint8Array[], last?: string): Promise<string> {
  const records = recordsIn(docOf(state));
  const after = await writeBpmn(treeOf(project(records)).definitions);
  if (last === undefined) return after;
  const was = recordsOf((await parseBpmn(last)).definitions, records);
  const before = await writeBpmn(treeOf(project(was)).definitions);
  return before === after ? last : (await carryOver(last, before, after)).text;
}

/**
 * What somebody changed from one text to another, as an update of a document that was at the first, and may have gone on since;
 * undefined when it is nothing the document holds. Where both changed an entry of a record, the text wins.
 *
 * @throws BpmnGateError as parseBpmn does
 */
export async function updateOfText(state: readonly Uint8Array[], before: string, after: string): Promise<Uint8Array | undefined> {
  const doc = docOf(state);
  const [was, is] = [await parseBpmn(before), await parseBpmn(after)];
  const from = recordsOf(was.definitions, recordsIn(doc));
  const changes = changesBetween(from, recordsOf(is.definitions, from));
  if (isEmpty(changes)) return undefined;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  applyChanges(doc, changes, 'text');
  return updates[0];
}

function docOf(state: readonly Uint8Array[]): Doc {
  const doc = new Doc();
  doc.transact(() => {
    for (const update of state) applyUpdate(doc, update);
  });
  return doc;
}
