import { BpmnGateError } from '../gate/bpmn-gate-error.js';
import { asciiIds } from '../references/ascii-ids.js';
import { isModdleElement, type ModdleElement } from './moddle-element.js';
import { quietly } from './quietly.js';
import { refuseFaulty } from './refuse-faulty.js';
import { theModdle } from './the-moddle.js';

/** Something the import could not keep or resolve. Lenient parsers drop such content in silence; we report it. */
export interface ImportWarning {
  message: string;
  elementId?: string;
  /** From 1. */
  line?: number;
  /** From 1. */
  column?: number;
}

/** A reference whose element the model does not hold, such as "bpmn:sourceRef" to "Task_9". */
export interface UnresolvedReference {
  property: string;
  value: string;
}

export interface ParsedBpmn {
  definitions: ModdleElement;
  warnings: ImportWarning[];
  unresolved: UnresolvedReference[];
}

const MOST_WARNINGS = 500;
const MOST_UNRESOLVED = 10_000;
const POSITION = /\n?\tline: (\d+)\n\tcolumn: (\d+)\n\tnested error: ([\s\S]*)$/;
// One blank in front of the name, not many: in a declaration full of blanks the search would take for ever.
const DECLARED_ENCODING = /^(\s*<\?xml\s[^>]*?\s)(encoding\s*=\s*(?:"[^"]*"|'[^']*'))/;

/**
 * Reads a document into its model. Pass only text that gateBpmn let through: this parser is lenient and not bounded.
 * Attributes and elements of vendor namespaces are kept as they are, and ids of any script.
 *
 * @returns the definitions, at most 500 warnings and at most 10,000 references that lead nowhere
 * @throws BpmnGateError when there is no definitions element to be had, or too much of it is faulty (refuseFaulty)
 */
export async function parseBpmn(text: string): Promise<ParsedBpmn> {
  try {
    const { text: readable, originals } = asciiIds(text);
    refuseFaulty(readable);
    const { rootElement, warnings } = await theModdle().fromXML(prepared(readable), 'bpmn:Definitions');
    restoreIds(rootElement as ModdleElement, originals);
    const unresolved = warnings.filter(({ message }) => message.startsWith('unresolved reference')).slice(0, MOST_UNRESOLVED);
    return {
      definitions: rootElement as ModdleElement,
      warnings: warnings.slice(0, MOST_WARNINGS).map(toWarning),
      unresolved: unresolved.map(({ property = '', value = '' }) => ({ property, value: String(value) })),
    };
  } catch (error) {
    if (error instanceof BpmnGateError) throw error;
    const { message, line, column } = toWarning(error as Error);
    throw new BpmnGateError('not_bpmn', `The document could not be read as BPMN 2.0: ${message}`, { line: line ?? 1, column: column ?? 1 });
  }
}

/** Writes a model back as formatted XML in UTF-8. Comments and the layout of the text are not kept. */
export async function writeBpmn(definitions: ModdleElement): Promise<string> {
  const { xml } = await quietly(() => theModdle().toXML(definitions, { format: true })); // all of it is written before it returns
  return xml;
}

/** The model refers by the elements themselves, so that their ids may be anything once it is read. */
function restoreIds(definitions: ModdleElement, originals: ReadonlyMap<string, string>): void {
  if (originals.size === 0) return;
  const pending: ModdleElement[] = [definitions];
  const seen = new Set<ModdleElement>(pending);
  for (let next = pending.pop(); next; next = pending.pop()) {
    const original = typeof next.id === 'string' ? originals.get(next.id) : undefined;
    if (original !== undefined) next.id = original;
    for (const key of Object.keys(next)) {
      const value = next[key];
      for (const child of Array.isArray(value) ? value : [value]) {
        if (!isModdleElement(child) || seen.has(child)) continue;
        seen.add(child);
        pending.push(child);
      }
    }
  }
}

// The text is decoded already: without its declared encoding (blanked, so that columns stay) the parser does not object to it.
function prepared(text: string): string {
  const unmarked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return unmarked.replace(DECLARED_ENCODING, (_all, before: string, encoding: string) => before + ' '.repeat(encoding.length));
}

function toWarning(warning: { message: string; element?: { id?: string } }): ImportWarning {
  const position = POSITION.exec(warning.message);
  const message = (position?.[3] ?? warning.message).replace(/\s+/g, ' ').trim().slice(0, 500);
  const elementId = warning.element?.id ?? /\bon <([^>]{1,200})>$/.exec(message)?.[1];
  return {
    message,
    ...(typeof elementId === 'string' ? { elementId } : {}),
    ...(position ? { line: Number(position[1]) + 1, column: Number(position[2]) + 1 } : {}),
  };
}
