import { escapeAttribute } from './escape-xml.js';
import { isElement, type XmlAttribute, type XmlDocument, type XmlElement, type XmlText } from './xml-tree.js';

/** A piece of a document being changed. */
export type DraftNode = DraftElement | DraftText;

/** Anything but an element, as it is written. */
export interface DraftText {
  readonly kind: XmlText['kind'];
  readonly written: string;
  /** White space and nothing else. */
  readonly isBlank: boolean;
}

export interface DraftAttribute {
  readonly name: string;
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

/** An attribute with its own text and what stands before it. */
interface WrittenAttribute extends DraftAttribute {
  readonly gap: string;
  readonly written: string;
}

/** A document being changed: what nobody touches is written exactly as it was read. */
export class Draft {
  readonly root: DraftElement;
  readonly newline: string;
  private readonly drafts = new Map<XmlElement, DraftElement>();

  constructor(readonly source: XmlDocument) {
    this.newline = /\r?\n/.exec(source.text)?.[0] ?? '\n';
    this.root = this.draftOf(source.root, null);
  }

  /** The draft of an element of the document. */
  of(element: XmlElement): DraftElement {
    return this.drafts.get(element)!;
  }

  /** The whole document. */
  write(): string {
    const { text, root } = this.source;
    const parts = [text.slice(0, root.start)];
    this.root.writeTo(parts, text);
    parts.push(text.slice(root.end));
    return parts.join('');
  }

  private draftOf(element: XmlElement, parent: DraftElement | null): DraftElement {
    const draft = new DraftElement(element, element, parent);
    this.drafts.set(element, draft);
    for (const child of element.children) {
      if (isElement(child)) draft.children.push(this.draftOf(child, draft));
      else draft.children.push(textNode(child.kind, this.source.text.slice(child.start, child.end)));
    }
    return draft;
  }
}

/** How the document closes elements without content. */
function emptyEnd(text: string): string {
  const first = text.indexOf('/>');
  return first < 0 || /\s/.test(text.charAt(first - 1)) ? ' /' : '/';
}

/** By hand: a pattern would look at each of a million blanks and at all behind it. */
function withoutSlash(tagEnd: string): string {
  return tagEnd.endsWith('/') ? tagEnd.slice(0, -1).trimEnd() : tagEnd;
}

export function textNode(kind: XmlText['kind'], written: string): DraftText {
  return { kind, written, isBlank: kind === 'text' && written.trim() === '' };
}

/** An element of a draft. Change it by its methods, and its children by `setChildren`. */
export class DraftElement {
  readonly kind = 'element';
  children: DraftNode[] = [];
  name: string;
  uri: string;
  local: string;
  /** White space in front of it on its line when it is new; undefined when the text tells. */
  indent: string | null | undefined;
  private isTouched: boolean;
  /** The start tag in pieces, once it is no longer the one that was read. */
  private tag: { attributes: WrittenAttribute[]; tail: string } | undefined;

  /**
   * @param source the element of the document it stands for; null for a new one
   * @param like what it is called
   */
  constructor(
    readonly source: XmlElement | null,
    like: { readonly name: string; readonly uri: string; readonly local: string },
    public parent: DraftElement | null,
  ) {
    this.name = like.name;
    this.uri = like.uri;
    this.local = like.local;
    this.isTouched = source === null;
    if (!source) this.tag = { attributes: [], tail: '' };
  }

  get attributes(): readonly DraftAttribute[] {
    return this.tag?.attributes ?? this.source!.attributes;
  }

  attribute(local: string, uri = ''): string | undefined {
    return this.attributes.find((attribute) => attribute.local === local && attribute.uri === uri)?.value;
  }

  elements(): DraftElement[] {
    return this.children.filter((child) => child.kind === 'element');
  }

  rename(to: { readonly name: string; readonly uri: string; readonly local: string }, text: string): void {
    this.tagOf(text);
    [this.name, this.uri, this.local] = [to.name, to.uri, to.local];
  }

  /** Sets an attribute where it stands, or behind the others. `text` is that of the document. */
  setAttribute({ name, uri, local, value }: DraftAttribute, text: string): void {
    const { attributes } = this.tagOf(text);
    const at = attributes.findIndex((each) => each.local === local && each.uri === uri);
    const old = attributes[at];
    if (!old) {
      const gap = attributes.at(-1)?.gap ?? ' ';
      attributes.push({ name, uri, local, value, gap, written: `${name}="${escapeAttribute(value)}"` });
      return;
    }
    const quoteAt = old.written.search(/["']/);
    const quote = old.written[quoteAt] as '"' | "'";
    attributes[at] = { ...old, value, written: `${old.written.slice(0, quoteAt)}${quote}${escapeAttribute(value, quote)}${quote}` };
  }

  removeAttribute(uri: string, local: string, text: string): void {
    const tag = this.tagOf(text);
    tag.attributes = tag.attributes.filter((each) => each.local !== local || each.uri !== uri);
  }

  setChildren(children: DraftNode[]): void {
    this.children = children;
    for (const child of children) if (child.kind === 'element') child.parent = this;
    this.touch();
  }

  /** Takes children out, each with the white space in front of it. */
  removeAll(gone: ReadonlySet<DraftNode>): void {
    const kept: DraftNode[] = [];
    for (const child of this.children) {
      if (!gone.has(child)) {
        kept.push(child);
        continue;
      }
      const before = kept.at(-1);
      if (before && before.kind !== 'element' && before.isBlank) kept.pop();
      if (child.kind === 'element') child.parent = null;
    }
    this.setChildren(kept.every((each) => each.kind === 'text' && each.isBlank) ? [] : kept);
  }

  touch(): void {
    if (this.isTouched) return;
    this.isTouched = true;
    this.parent?.touch();
  }

  writeTo(parts: string[], text: string): void {
    if (!this.isTouched) {
      parts.push(text.slice(this.source!.start, this.source!.end));
      return;
    }
    const isEmpty = this.children.length === 0;
    parts.push(this.startTag(text, isEmpty));
    for (const child of this.children) {
      if (child.kind === 'element') child.writeTo(parts, text);
      else parts.push(child.written);
    }
    if (!isEmpty || !this.isSelfClosing(text)) parts.push(this.endTag(text));
  }

  private isSelfClosing(text: string): boolean {
    return !this.source || text.startsWith('/>', this.source.openEnd - 2);
  }

  private startTag(text: string, isEmpty: boolean): string {
    const { source, tag } = this;
    if (!tag) {
      const written = text.slice(source!.start, source!.openEnd);
      return isEmpty || !written.endsWith('/>') ? written : `${withoutSlash(written.slice(0, -1))}>`;
    }
    const slash = isEmpty && this.isSelfClosing(text) ? tag.tail || emptyEnd(text) : withoutSlash(tag.tail);
    return `<${this.name}${tag.attributes.map(({ gap, written }) => gap + written).join('')}${slash}>`;
  }

  private endTag(text: string): string {
    const { source } = this;
    if (source && source.name === this.name && source.closeStart !== source.end) return text.slice(source.closeStart, source.end);
    return `</${this.name}>`;
  }

  private tagOf(text: string): { attributes: WrittenAttribute[]; tail: string } {
    if (!this.tag) {
      const source = this.source!;
      let at = source.start + 1 + source.name.length;
      const attributes = source.attributes.map((attribute: XmlAttribute) => {
        const gap = text.slice(at, attribute.start);
        at = attribute.end;
        return { ...attribute, gap, written: text.slice(attribute.start, attribute.end) };
      });
      this.tag = { attributes, tail: text.slice(at, source.openEnd - 1) };
    }
    this.touch();
    return this.tag;
  }
}
