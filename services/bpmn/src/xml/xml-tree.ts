/** A piece of an XML document. Offsets are UTF-16 code units of the text it was read from; `end` is exclusive. */
export type XmlNode = XmlElement | XmlText;

export interface XmlElement {
  readonly kind: 'element';
  /** As written, prefix included. */
  readonly name: string;
  /** The namespace the prefix stands for; '' for none. */
  readonly uri: string;
  readonly local: string;
  /** In the order they are written, namespace declarations included. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  readonly parent: XmlElement | null;
  /** Where its start tag begins. */
  readonly start: number;
  /** Right behind its start tag; for `<a/>` the same as `end`. */
  readonly openEnd: number;
  /** Where its end tag begins; for `<a/>` the same as `end`. */
  readonly closeStart: number;
  readonly end: number;
}

export interface XmlAttribute {
  /** As written, prefix included. */
  readonly name: string;
  /** The namespace of its prefix; '' without one, as Namespaces in XML 1.0 has it. */
  readonly uri: string;
  readonly local: string;
  /** With references resolved and white space normalised. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Character data, a CDATA section, a comment or a processing instruction. `text` is what it says, without its marks. */
export interface XmlText {
  readonly kind: 'text' | 'cdata' | 'comment' | 'instruction';
  readonly text: string;
  readonly parent: XmlElement | null;
  readonly start: number;
  readonly end: number;
}

export interface XmlDocument {
  /** The text it was read from. */
  readonly text: string;
  readonly root: XmlElement;
  /** Comments and processing instructions outside the root, in order. */
  readonly around: readonly XmlText[];
}

export function isElement(node: XmlNode): node is XmlElement {
  return node.kind === 'element';
}

/** The elements directly inside an element. */
export function elementsIn(element: XmlElement): XmlElement[] {
  return element.children.filter(isElement);
}

/** The value of an attribute, or undefined. Without `uri`: of an attribute without a prefix. */
export function attributeOf(element: XmlElement, local: string, uri = ''): string | undefined {
  return element.attributes.find((attribute) => attribute.local === local && attribute.uri === uri)?.value;
}

/** The character data directly inside an element, put together. */
export function textIn(element: XmlElement): string {
  return element.children.reduce((text, node) => (node.kind === 'text' || node.kind === 'cdata' ? text + node.text : text), '');
}

/** An element and all elements below it, in document order. */
export function* withDescendants(element: XmlElement): Generator<XmlElement> {
  const pending = [element];
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield next;
    for (let i = next.children.length - 1; i >= 0; i--) {
      const child = next.children[i]!;
      if (child.kind === 'element') pending.push(child);
    }
  }
}
