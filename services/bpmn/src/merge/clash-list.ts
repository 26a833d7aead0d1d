import { typeOf } from '../model/bpmn-schema.js';
import { attributeOf, type XmlElement } from '../xml/xml-tree.js';
import { MOST_CLASHES, type MergeClash, type MergeSide } from './bpmn-merge.js';
import { isDrawing } from '../references/references.js';

const LONGEST_VALUE = 2_000;
/** Characters of all clashes of a list: each repeats the id and the name of its element, however long. */
const LONGEST_LIST = 8_000_000;
/** Characters of an element's id, and of a property, in the id of a clash: with both it stays within the 500 of the contract. */
const LONGEST_PART = 240;

/** What three states say of one thing; null when unset. */
export interface Said {
  readonly base: string | null;
  readonly mine: string | null;
  readonly theirs: string | null;
}

/** Gathers the clashes of one merge and answers what was chosen for each. */
export class ClashList {
  private readonly byId = new Map<string, MergeClash>();
  /** By what asked and what a person knows of it: an id of megabytes, with thousands of clashes, is read once. */
  private readonly owners = new Map<XmlElement, Owner>();
  /** By the name several things may share (attributes and siblings without an id): which was asked about as which. */
  private readonly asked = new Map<string, Map<string, number>>();

  constructor(
    private readonly choices: Readonly<Record<string, MergeSide>>,
    private readonly ids: readonly ReadonlyMap<string, XmlElement>[],
  ) {}

  /** Both sides set the same property of an element (or of the one it belongs to). Returns whose is taken. */
  property(of: XmlElement, property: string, said: Said): MergeSide {
    return this.add(this.owner(of), 'property', property, said);
  }

  /** One side deleted what the other one changed or uses. */
  deleted(of: XmlElement, by: MergeSide): MergeSide {
    const owner = this.owner(of);
    const is = owner.name ?? owner.id;
    return this.add(owner, 'deleted', '', { base: is, mine: by === 'mine' ? null : is, theirs: by === 'theirs' ? null : is });
  }

  /** Those there is room for, in the order in which they were met, and how many more there are. */
  list(): { clashes: MergeClash[]; unlisted: number } {
    let room = LONGEST_LIST;
    const clashes = [...this.byId.values()].slice(0, MOST_CLASHES).filter((clash, index) => index === 0 || (room -= lengthOf(clash)) >= 0);
    return { clashes, unlisted: this.byId.size - clashes.length };
  }

  private add({ id: elementId, short, element, name }: Owner, kind: MergeClash['kind'], property: string, said: Said): MergeSide {
    const id = this.idOf(`${kind}:${short}:${shorten(property)}`, said);
    if (!this.byId.has(id)) {
      this.byId.set(id, { id, elementId, type: typeOf(element), name, kind, property, base: cut(said.base), mine: cut(said.mine), theirs: cut(said.theirs) });
    }
    return this.choices[id] === 'mine' ? 'mine' : 'theirs';
  }

  /** One name is one clash only while the same is said of it: otherwise one choice would decide things nobody was shown. */
  private idOf(name: string, { base, mine, theirs }: Said): string {
    const said = JSON.stringify([base, mine, theirs].map((text) => text && shorten(text)));
    const known = this.asked.get(name) ?? new Map<string, number>();
    this.asked.set(name, known);
    const number = known.get(said) ?? known.size + 1;
    known.set(said, number);
    return number === 1 ? name : `${name} ${number}`;
  }

  /** The element a person knows: the one that is drawn, not its shape; the nearest one with an id. */
  private owner(of: XmlElement): Owner {
    let at = of;
    while (at.parent && attributeOf(at, isDrawing(at) ? 'bpmnElement' : 'id') === undefined) at = at.parent;
    let owner = this.owners.get(at);
    if (!owner) this.owners.set(at, (owner = this.find(at)));
    return owner;
  }

  private find(at: XmlElement): Owner {
    for (let each: XmlElement | null = at; each; each = each.parent) {
      const id = attributeOf(each, isDrawing(each) ? 'bpmnElement' : 'id');
      const known = id === undefined ? undefined : this.ids.map((ids) => ids.get(id)).find((element) => element !== undefined);
      const element = isDrawing(each) ? known : each;
      if (id !== undefined && element) return { id, short: shorten(id), element, name: (known && attributeOf(known, 'name')) || null };
    }
    let root = at;
    while (root.parent) root = root.parent;
    const id = attributeOf(at, 'id') ?? '';
    return { id, short: shorten(id), element: root, name: attributeOf(root, 'name') ?? null };
  }
}

interface Owner {
  readonly id: string;
  /** The id as it stands in the ids of clashes. */
  readonly short: string;
  readonly element: XmlElement;
  readonly name: string | null;
}

/** What a change inside an element without an id is about: 'documentation', 'conditionExpression', 'camunda:properties'. */
export function propertyOf(element: XmlElement, attribute?: { readonly name: string; readonly local: string }): string {
  const path: string[] = [];
  let each: XmlElement = element;
  while (each.parent && attributeOf(each, isDrawing(each) ? 'bpmnElement' : 'id') === undefined) {
    if (each.local !== 'extensionElements') path.unshift(isDrawing(each) || each.name.indexOf(':') < 0 || typeOf(each) !== each.name ? each.local : each.name + keyOf(each));
    each = each.parent;
  }
  if (path.length === 0) return attribute?.name ?? 'text';
  return path.join('/');
}

function lengthOf({ id, elementId, type, name, property, base, mine, theirs }: MergeClash): number {
  return [id, elementId, type, name, property, base, mine, theirs].reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

function keyOf(element: XmlElement): string {
  const key = attributeOf(element, 'name') ?? attributeOf(element, 'key');
  return key === undefined ? '' : `[${key.slice(0, 100)}]`;
}

function cut(value: string | null): string | null {
  return value === null || value.length <= LONGEST_VALUE ? value : value.slice(0, LONGEST_VALUE).toWellFormed();
}

/** The text itself while it is short; else its beginning and a fingerprint of the whole, so that the same text gives the same. */
function shorten(text: string): string {
  if (text.length <= LONGEST_PART) return text;
  const mark = `~${fingerprint(text)}`;
  return text.slice(0, LONGEST_PART - mark.length).toWellFormed() + mark;
}

/** 16 hexadecimal digits: two multiplicative hashes of 32 bits. Keeps ids apart, not secrets; runs in browsers and on the server alike. */
function fingerprint(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x9e3779b1);
    other = Math.imul(other ^ code, 0x5f356495);
    other ^= other >>> 15;
  }
  return [one ^ (one >>> 16), other ^ (other >>> 16)].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
