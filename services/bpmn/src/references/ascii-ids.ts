import { MODEL_ID } from '../model/ids.js';
import { parseXml } from '../xml/parse-xml.js';
import { hasDocumentId, idsIn } from './references.js';
import { renameIds } from './rename-ids.js';

/** bpmn-js looks elements up in plain objects, where these names are there before it put anything in: it draws nothing of that id. */
const MEMBERS: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));
const AN_ID = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** A document whose ids every reader takes, and the way back. */
export interface AsciiIds {
  readonly text: string;
  /** The ids that were replaced, by the ones in `text`. */
  readonly originals: ReadonlyMap<string, string>;
  /** Puts the ids of the document back into a text that was made of `text`, such as what an editor saved. */
  restore(text: string): string;
}

/**
 * Gives elements whose ids bpmn-moddle refuses (letters outside ASCII, a digit in front, white space) or bpmn-js cannot find
 * (`constructor`) other ones, the same each time, in all references too. A document without such ids is not even parsed.
 *
 * Pass only text that gateBpmn let through.
 */
export function asciiIds(text: string): AsciiIds {
  const names = hasRefusedId(text) ? namesFor(text) : new Map<string, string>();
  const originals = new Map([...names].map(([id, ascii]) => [ascii, id]));
  return {
    text: names.size === 0 ? text : renameIds(parseXml(text), names),
    originals,
    restore: (edited) => (names.size === 0 ? edited : renameIds(parseXml(edited), originals)),
  };
}

function hasRefusedId(text: string): boolean {
  for (const [, double, single] of text.matchAll(AN_ID)) if (!isTaken(double ?? single ?? '')) return true;
  return false;
}

function isTaken(id: string): boolean {
  return MODEL_ID.test(id) && !MEMBERS.has(id);
}

function namesFor(text: string): Map<string, string> {
  const names = new Map<string, string>();
  const ids = idsIn(parseXml(text).root);
  const used = new Set(ids.keys());
  for (const [id, element] of ids) {
    if (id === '' || isTaken(id) || !hasDocumentId(element)) continue;
    const plain = id.replace(/[^\w.-]/gu, (character) => `_u${character.codePointAt(0)!.toString(16)}_`).replace(/^(?=[\d.-])/, '_');
    let ascii = plain;
    for (let i = 2; used.has(ascii); i++) ascii = `${plain}_${i}`;
    used.add(ascii);
    names.set(id, ascii);
  }
  return names;
}
