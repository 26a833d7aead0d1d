import { DraftElement, textNode, type Draft, type DraftNode } from '../xml/draft.js';
import { cdataOf, escapeText } from '../xml/escape-xml.js';
import { Indentation } from '../xml/indentation.js';
import { Naming } from '../xml/naming.js';
import { mayNameByContent } from '../xml/qualified-names.js';
import { elementsIn, isElement, textIn, type XmlElement } from '../xml/xml-tree.js';
import { attributesOf, type TreeChanges } from './tree-changes.js';

/** Writes the changes of one side into a draft of the other side's document. */
export class ChangeWriter {
  private readonly naming: Naming;
  private readonly indentation: Indentation;
  private readonly text: string;
  private readonly made = new Map<XmlElement, DraftElement>();

  /**
   * @param draft the document to write into
   * @param counterpart the element of its source that an element of my state stands for, if there is one
   * @param isGone whether an element of my state is in neither, even inside of what is new
   */
  constructor(
    private readonly draft: Draft,
    private readonly counterpart: (mine: XmlElement) => XmlElement | undefined,
    private readonly isGone: (mine: XmlElement) => boolean = () => false,
  ) {
    this.naming = new Naming(draft);
    this.indentation = new Indentation(draft);
    this.text = draft.source.text;
  }

  /**
   * @param changes what to write
   * @param inTheirs the element of the draft's source that an element of the base stands for
   */
  write(changes: TreeChanges, inTheirs: ReadonlyMap<XmlElement, XmlElement>): void {
    this.remove(changes.removed.map((element) => inTheirs.get(element)).filter((element) => element !== undefined));
    for (const { mine } of changes.tags) this.onto(mine, (target) => target.rename({ name: this.naming.element(mine, target.parent ?? target), uri: mine.uri, local: mine.local }, this.text));
    for (const { mine, uri, local, to } of changes.attributes) {
      this.onto(mine, (target) => {
        if (to) this.setAttribute(target, mine, to);
        else target.removeAttribute(uri, local, this.text);
      });
    }
    for (const { mine } of changes.texts) this.onto(mine, (target) => this.setText(target, mine));
    for (const [parent, children] of changes.placed) this.onto(parent, (target) => this.place(target, parent, children));
  }

  /** The element of the draft that stands for one of my state. */
  draftOf(mine: XmlElement): DraftElement | undefined {
    const theirs = this.counterpart(mine);
    return theirs ? this.draft.of(theirs) : this.made.get(mine);
  }

  private onto(mine: XmlElement, change: (target: DraftElement) => void): void {
    const target = this.draftOf(mine);
    if (target) change(target);
  }

  private remove(elements: readonly XmlElement[]): void {
    const byParent = new Map<DraftElement, Set<DraftElement>>();
    for (const element of elements) {
      const target = this.draft.of(element);
      if (!target.parent) continue;
      const gone = byParent.get(target.parent);
      if (gone) gone.add(target);
      else byParent.set(target.parent, new Set([target]));
    }
    for (const [parent, gone] of byParent) parent.removeAll(gone);
  }

  private setAttribute(target: DraftElement, mine: XmlElement, to: { name: string; uri: string; local: string; value: string }): void {
    const { uri, local } = to;
    target.setAttribute({ name: this.naming.attribute(to, target), uri, local, value: this.naming.value(to, mine, target) }, this.text);
  }

  private setText(target: DraftElement, mine: XmlElement): void {
    const text = this.contentOf(mine, textIn(mine), target);
    const isCdata = target.children.some(({ kind }) => kind === 'cdata');
    const at = target.children.findIndex((child) => child.kind === 'cdata' || (child.kind === 'text' && !child.isBlank));
    const rest = target.children.filter((child, index) => index === at || (child.kind !== 'cdata' && (child.kind !== 'text' || child.isBlank)));
    const said = text === '' ? [] : [isCdata ? textNode('cdata', cdataOf(text, this.draft.newline)) : textNode('text', escapeText(text, this.draft.newline))];
    const hasOthers = rest.some(({ kind }) => kind !== 'text' && kind !== 'cdata');
    if (!hasOthers) target.setChildren(said);
    else if (at < 0) target.setChildren([...said, ...rest]);
    else target.setChildren(rest.flatMap((child) => (child === target.children[at] ? said : [child])));
  }

  private place(target: DraftElement, parent: XmlElement, children: ReadonlySet<XmlElement>): void {
    const placed = new Map<DraftNode | null, DraftElement[]>();
    const arriving: { mine: XmlElement; anchor: DraftElement | null }[] = [];
    let anchor: DraftElement | null = null;
    let first: DraftElement | undefined;
    for (const child of elementsIn(parent)) {
      if (children.has(child)) {
        arriving.push({ mine: child, anchor });
        continue;
      }
      const there = this.draftOf(child);
      if (there?.parent !== target) continue;
      anchor = there;
      first ??= there;
    }
    const indent = this.indentation.inside(target);
    const coming = arriving.map(({ mine, anchor: behind }) => ({ element: this.arriving(mine, target, indent), behind }));
    for (const { element, behind } of coming) {
      if (!element) continue;
      const at = behind ?? (first ? before(target, first) : (target.children.findLast((child) => child.kind === 'element') ?? null));
      const there = placed.get(at);
      if (there) there.push(element);
      else placed.set(at, [element]);
    }
    if (placed.size > 0) this.indentation.insert(target, placed);
  }

  /** A new element, or the one that comes from elsewhere, taken out there. */
  private arriving(mine: XmlElement, target: DraftElement, indent: string | null): DraftElement | undefined {
    const there = this.draftOf(mine);
    if (!there) return this.make(mine, target, indent);
    for (let each: DraftElement | null = target; each; each = each.parent) if (each === there) return undefined;
    if (there.parent) {
      this.naming.keepMeaning(there, target);
      there.parent.removeAll(new Set([there]));
    }
    there.parent = target;
    return there;
  }

  private make(mine: XmlElement, parent: DraftElement, indent: string | null): DraftElement {
    const element = new DraftElement(null, { ...mine, name: this.naming.element(mine, parent) }, parent);
    this.made.set(mine, element);
    element.indent = indent;
    if (mine.uri === '') this.naming.leaveDefaultNamespace(element);
    for (const attribute of attributesOf(mine)) this.setAttribute(element, mine, attribute);
    const parts = mine.children.some((child) => child.kind === 'element') && ownTextIsBlank(mine) ? mine.children.filter((child) => child.kind !== 'text') : mine.children;
    const isLaidOut = parts.length > 0 && indent !== null && parts.every(({ kind }) => kind !== 'text' && kind !== 'cdata');
    const inner = isLaidOut ? this.indentation.below(indent) : null;
    const children: DraftNode[] = [];
    for (const part of parts) {
      const child = isElement(part) ? (this.draftOf(part) || this.isGone(part) ? undefined : this.make(part, element, inner)) : this.copy(part.kind, part.text, mine, element);
      if (!child) continue;
      if (inner !== null) children.push(textNode('text', this.draft.newline + inner));
      children.push(child);
    }
    if (inner !== null && children.length > 0) children.push(textNode('text', this.draft.newline + indent));
    element.setChildren(children);
    return element;
  }

  private copy(kind: 'text' | 'cdata' | 'comment' | 'instruction', text: string, mine: XmlElement, element: DraftElement): DraftNode {
    if (kind === 'comment') return textNode(kind, `<!--${text}-->`);
    if (kind === 'instruction') return textNode(kind, `<?${text.trim()}?>`);
    const content = this.contentOf(mine, text, element);
    return textNode(kind, kind === 'cdata' ? cdataOf(content, this.draft.newline) : escapeText(content, this.draft.newline));
  }

  private contentOf(mine: XmlElement, text: string, element: DraftElement): string {
    return mayNameByContent(mine.local, text) ? this.naming.qualified(text.trim(), mine, element, false) : text;
  }
}

function ownTextIsBlank(element: XmlElement): boolean {
  return textIn(element).trim() === '';
}

/** What stands in front of a child and the white space that belongs to it. */
function before(parent: DraftElement, child: DraftElement): DraftNode | null {
  const at = parent.children.indexOf(child);
  const previous = parent.children[at - 1];
  const isSpace = previous !== undefined && previous.kind !== 'element' && previous.isBlank;
  return parent.children[isSpace ? at - 2 : at - 1] ?? null;
}
