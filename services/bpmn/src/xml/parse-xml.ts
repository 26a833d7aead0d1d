import { SaxesParser } from 'saxes';
import { NamespaceScope } from '../gate/namespace-scope.js';
import { XMLNS_NAMESPACE, type XmlAttribute, type XmlDocument, type XmlElement, type XmlNode, type XmlText } from './xml-tree.js';

const ATTRIBUTE = /([^\s=<>/"']+)\s*=\s*(?:"[^"]*"|'[^']*')/g;

type Open = { -readonly [K in keyof XmlElement]: XmlElement[K] } & { children: XmlNode[] };

/**
 * Reads a document into a tree that knows where each of its pieces stands in the text, so that a change can be written into
 * that very text and leave the rest of it alone. Pass only text that gateBpmn let through: nothing is bounded here.
 *
 * @throws Error when the text is not well-formed
 */
export function parseXml(text: string): XmlDocument {
  return new Reading(text).run();
}

class Reading {
  // Namespaces are resolved by NamespaceScope: the parser walks up all open elements for each name.
  private readonly parser = new SaxesParser({ xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  private readonly scope = new NamespaceScope();
  private readonly around: XmlText[] = [];
  private readonly open: Open[] = [];
  private root: XmlElement | undefined;
  /** Where the piece being read begins: everything is read without gaps. */
  private from: number;

  constructor(private readonly text: string) {
    this.from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  run(): XmlDocument {
    const { parser } = this;
    parser.on('opentag', ({ name, attributes }) => this.openTag(name, attributes));
    parser.on('closetag', ({ isSelfClosing }) => this.closeTag(isSelfClosing));
    parser.on('text', (said) => this.add('text', said, this.text.indexOf('<', this.from)));
    parser.on('cdata', (said) => this.add('cdata', said, parser.position));
    // The parser tells of a comment at its second dash.
    parser.on('comment', (said) => this.add('comment', said, parser.position + 1));
    parser.on('processinginstruction', ({ target, body }) => this.add('instruction', `${target} ${body}`, parser.position));
    parser.on('xmldecl', () => (this.from = parser.position));
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(this.text).close();
    if (!this.root) throw new Error('The document has no root element');
    return { text: this.text, root: this.root, around: this.around };
  }

  private openTag(name: string, values: Record<string, string>): void {
    const start = this.text.indexOf('<', this.from);
    const openEnd = this.parser.position;
    const fault = this.scope.open(values, this.open.length + 1);
    if (fault) throw new Error(fault);
    const { uri, local } = this.expand(name, this.scope.resolve('') ?? '');
    const parent = this.open.at(-1) ?? null;
    const attributes = this.attributes(start + 1 + name.length, openEnd, values);
    const element: Open = { kind: 'element', name, uri, local, attributes, children: [], parent, start, openEnd, closeStart: openEnd, end: openEnd };
    if (parent) parent.children.push(element);
    else this.root = element;
    this.open.push(element);
    this.from = openEnd;
  }

  private attributes(from: number, to: number, values: Record<string, string>): XmlAttribute[] {
    const list: XmlAttribute[] = [];
    // No further than the last one: what follows may be a long text, in which the search for one more takes for ever.
    const many = Object.keys(values).length;
    ATTRIBUTE.lastIndex = from;
    while (list.length < many) {
      const found = ATTRIBUTE.exec(this.text);
      if (!found || found.index >= to) break;
      const name = found[1]!;
      const { uri, local } = name === 'xmlns' ? { uri: XMLNS_NAMESPACE, local: name } : this.expand(name, '');
      list.push({ name, uri, local, value: values[name] ?? '', start: found.index, end: found.index + found[0].length });
    }
    return list;
  }

  private closeTag(isSelfClosing: boolean): void {
    const element = this.open.pop()!;
    this.scope.close(this.open.length + 1);
    if (!isSelfClosing) {
      element.closeStart = this.text.indexOf('</', this.from);
      element.end = this.parser.position;
    }
    this.from = this.parser.position;
  }

  private add(kind: XmlText['kind'], text: string, end: number): void {
    const parent = this.open.at(-1) ?? null;
    const start = this.from;
    this.from = end < 0 ? this.text.length : end;
    if (parent) parent.children.push({ kind, text, parent, start, end: this.from });
    else if (kind !== 'text') this.around.push({ kind, text, parent, start: this.text.indexOf('<', start), end: this.from });
  }

  private expand(name: string, withoutPrefix: string): { uri: string; local: string } {
    const colon = name.indexOf(':');
    if (colon < 0) return { uri: withoutPrefix, local: name };
    const prefix = name.slice(0, colon);
    if (prefix === 'xmlns') return { uri: XMLNS_NAMESPACE, local: name.slice(6) };
    return { uri: this.scope.resolve(prefix) ?? '', local: name.slice(colon + 1) };
  }
}
