import { pairElements, type Pairing } from '../xml/pair-elements.js';
import { attributeOf, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';
import type { MergeSide } from './bpmn-merge.js';
import { ClashList } from './clash-list.js';
import { idsIn, isDrawing } from '../references/references.js';
import { treeChanges, type TreeChanges } from './tree-changes.js';

/** What one side did. */
export interface Side {
  readonly name: MergeSide;
  readonly document: XmlDocument;
  readonly ids: ReadonlyMap<string, XmlElement>;
  /** Between the base (one) and this side (other). */
  readonly pairing: Pairing;
  readonly changes: TreeChanges;
}

/** Everything a merge knows: three documents, what is what in them, what was done, and where that clashes. */
export class MergeState {
  readonly baseIds: ReadonlyMap<string, XmlElement>;
  readonly mine: Side;
  readonly theirs: Side;
  readonly clashes: ClashList;
  /** Elements both sides added, mine to theirs. */
  readonly adopted = new Map<XmlElement, XmlElement>();
  /** Elements of mine that come back although they deleted them. */
  readonly restored = new Set<XmlElement>();

  /** By node: the lanes mine put it into, where a person chose mine over theirs. */
  readonly lanesOfMine = new Map<string, ReadonlySet<string>>();

  constructor(
    readonly base: XmlDocument,
    mine: XmlDocument,
    theirs: XmlDocument,
    choices: Readonly<Record<string, MergeSide>>,
  ) {
    this.baseIds = idsIn(base.root);
    this.mine = sideOf('mine', base, mine);
    this.theirs = sideOf('theirs', base, theirs);
    this.clashes = new ClashList(choices, [this.theirs.ids, this.mine.ids, this.baseIds]);
  }

  /** The element of their document that one of mine stands for. */
  counterpart(mine: XmlElement): XmlElement | undefined {
    const base = this.mine.pairing.toOne.get(mine);
    return base ? this.theirs.pairing.toOther.get(base) : this.adopted.get(mine);
  }

  /** Whether they deleted an element of mine, and it stays deleted. */
  isGone(mine: XmlElement): boolean {
    const base = this.mine.pairing.toOne.get(mine);
    return base !== undefined && !this.theirs.pairing.toOther.has(base) && !this.restored.has(mine);
  }

  /** Whether the documents have an element in common besides their roots. */
  isRelated(): boolean {
    return [this.mine, this.theirs].every(({ ids }) => {
      const known = [...this.baseIds].filter(([, element]) => element.parent && !isDrawing(element));
      return known.length === 0 || ids.size <= 1 || known.some(([id]) => ids.has(id));
    });
  }
}

function sideOf(name: MergeSide, base: XmlDocument, document: XmlDocument): Side {
  const pairing = pairElements(base.root, document.root);
  return { name, document, ids: idsIn(document.root), pairing, changes: treeChanges(base.root, document.root, pairing) };
}

/** The nearest id at or above an element. */
export function nearestId(element: XmlElement): string | undefined {
  for (let each: XmlElement | null = element; each; each = each.parent) {
    const id = attributeOf(each, 'id');
    if (id !== undefined) return id;
  }
  return undefined;
}
