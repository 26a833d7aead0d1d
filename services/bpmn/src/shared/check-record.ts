import { geometryFault } from './check-geometry.js';
import { PLACE } from './document.js';
import { schemaOf } from './element-schema.js';
import { DEFINITIONS_KEY, idOfKey, isReference, type RecordKey } from './record.js';

export interface UpdateLimits {
  /** Elements with a record of their own. */
  readonly maxRecords: number;
  /** UTF-16 code units of a value as JSON. */
  readonly maxValue: number;
  readonly maxUpdateBytes: number;
  readonly maxDocumentBytes: number;
}

/**
 * - `garbage`: no update at all. `too_large`: a cap is exceeded. `early`: it builds on updates that the document has not got.
 * - `structure`: not what a shared document is made of. `content`: an id, a name or a text that no file can hold.
 */
export type UpdateFault = 'garbage' | 'too_large' | 'early' | 'structure' | 'content';

/** Why an update is not kept. */
export class Refusal extends Error {
  constructor(
    readonly fault: UpdateFault,
    message: string,
    readonly key?: RecordKey,
  ) {
    super(message);
  }
}

/** The gate lets 64 attributes through, some of which the writer needs for namespaces. */
const MOST_ENTRIES = 48;
/** The gate lets 64 levels through; records take up to 48 of them. */
const DEEPEST = 12;
/** Lanes may lie in lanes. */
const MOST_LANES = 48;
const LONGEST_KEY = 1_000;
const LONGEST_NAME = 200;
/** Fields of JSON that hold one element are two levels: the value and a list around it. */
const LEVELS_EACH = 2;

const OWN = new Set(['$type', PLACE, '$lanes', ':z']);
const INNER = new Set(['$type', '$uri', '$body', '$children', '$ref']);
const NAME = /^(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*$/;
/** What XML 1.0 has no characters for. */
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const RESERVED_PREFIX = /^xmlns:xml/;
const RESERVED_NAMESPACES = new Set(['', 'http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/']);
/** bpmn-js looks elements up in plain objects, where these names are there before it put anything in. */
const MEMBERS: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** @throws Refusal when a record that is new in this form may not be kept */
export function checkRecord(key: RecordKey, entries: ReadonlyMap<string, unknown>, limits: UpdateLimits): void {
  checkKey(key);
  const refuse = (detail: string): never => {
    throw new Refusal('structure', `"${key}" ${detail}`, key);
  };
  if (!entries.has('$type')) refuse('has no type.');
  if (key !== DEFINITIONS_KEY && !entries.has(PLACE)) refuse('does not say what it lies in.');
  if (entries.get('$type') === 'bpmndi:BPMNShape' && !entries.has('bounds')) refuse('does not say where it is drawn.');
  if (entries.size > MOST_ENTRIES) refuse(`has more than ${MOST_ENTRIES} properties and attributes.`);
  for (const [name, value] of entries) checkEntry(key, name, value, limits);
}

/** @throws Refusal when an entry may not be kept */
export function checkEntry(key: RecordKey, name: string, value: unknown, { maxValue }: UpdateLimits): void {
  const what = `"${name.slice(0, LONGEST_NAME)}" of "${key}"`;
  if (!OWN.has(name)) checkName(name, what, key);
  if (name.startsWith('$')) checkOwn(key, name, value, what);
  checkPlain(value, what, key, 0);
  if (name.startsWith('xmlns')) checkNamespace(name, value, what, key);
  const fault = geometryFault(name, value);
  if (fault !== undefined) throw new Refusal('structure', `${what} ${fault}.`, key);
  if ((JSON.stringify(value) ?? '').length > maxValue) throw new Refusal('too_large', `${what} is longer than ${maxValue} characters. Shorten it.`, key);
}

function checkKey(key: RecordKey): void {
  const id = idOfKey(key);
  const bad = key.length > LONGEST_KEY || ILLEGAL.test(key) || !key.isWellFormed() || /[\t\r\n]/.test(key) || key === '' || MEMBERS.has(key);
  const strange = id === undefined && key !== DEFINITIONS_KEY && !key.startsWith('#/');
  if (bad || strange) throw new Refusal('content', `"${key.slice(0, 100).toWellFormed()}" cannot be the id of an element. Use letters, digits, _, - and .`, key);
}

function checkOwn(key: RecordKey, name: string, value: unknown, what: string): void {
  if (name === PLACE) {
    const isPlace = Array.isArray(value) && [2, 3].includes(value.length) && value.every((part) => typeof part === 'string' && part.length <= LONGEST_KEY);
    if (!isPlace) throw new Refusal('structure', `${what} must say in which element it lies, in which of its properties, and where.`, key);
    return;
  }
  if (name === '$lanes') {
    if (!Array.isArray(value) || value.length > MOST_LANES || !value.every(isReference)) throw new Refusal('structure', `${what} must be a list of at most ${MOST_LANES} references to lanes.`, key);
    return;
  }
  if (typeof value !== 'string') throw new Refusal('structure', `${what} must be a text.`, key);
  if (name === '$type' && (key === DEFINITIONS_KEY) !== (value === 'bpmn:Definitions')) throw new Refusal('structure', `${what} cannot be "${value.slice(0, 100)}": there are definitions once, and they stay what they are.`, key);
  const schema = name === '$type' ? schemaOf(value) : undefined;
  if (name === '$type' && (!schema?.isApart || schema.isAbstract)) throw new Refusal('structure', `${what} is "${value.slice(0, 100)}", which is no element of BPMN that has a place of its own.`, key);
}

function checkName(name: string, what: string, key: RecordKey): void {
  if (name.length > LONGEST_NAME || !NAME.test(name) || MEMBERS.has(name) || name === 'z') throw new Refusal('content', `${what} cannot be the name of a property or attribute.`, key);
}

function checkNamespace(name: string, value: unknown, what: string, key: RecordKey): void {
  if (RESERVED_PREFIX.test(name) || typeof value !== 'string' || RESERVED_NAMESPACES.has(value.trim()) || value.length > LONGEST_KEY) throw new Refusal('content', `${what} declares a namespace that cannot be declared.`, key);
}

function checkPlain(value: unknown, what: string, key: RecordKey, depth: number): void {
  if (typeof value === 'string') {
    if (ILLEGAL.test(value) || !value.isWellFormed()) throw new Refusal('content', `${what} holds a character that XML does not allow. Remove it.`, key);
    return;
  }
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return;
  if (typeof value !== 'object' || value === null || (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype)) throw new Refusal('structure', `${what} holds something other than texts, numbers, truth values, lists and objects of them.`, key);
  if (depth > DEEPEST * LEVELS_EACH) throw new Refusal('too_large', `${what} is nested more than ${DEEPEST} deep. Flatten it.`, key);
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) checkPlain(item, what, key, depth + 1);
    return;
  }
  const names = Object.keys(value);
  if (names.length > MOST_ENTRIES) throw new Refusal('too_large', `${what} holds an element with more than ${MOST_ENTRIES} properties and attributes.`, key);
  for (const name of names) {
    if (!INNER.has(name)) checkName(name, what, key);
    if (name.startsWith('xmlns')) checkNamespace(name, (value as Record<string, unknown>)[name], what, key);
    checkPlain((value as Record<string, unknown>)[name], what, key, depth + 1);
  }
}
