import { XMLNS_NAMESPACE } from '../model/namespaces.js';
import { NamespaceScope } from '../gate/namespace-scope.js';
import { decodeAttribute, decodeLines, decodeText } from './decode-xml.js';
import { type XmlAttribute, type XmlDocument, type XmlElement, type XmlNode, type XmlText } from './xml-tree.js';

/** White space and the name of an attribute; its value is found by its quotes. */
const ATTRIBUTE = /\s+([^\s=<>/"']+)\s*=\s*(?=["'])/y;
const TAG_NAME = /[^\s=<>/"'!?]+/y;
const TAG_END = /\s*(\/?)>/y;

type Open = { -readonly [K in keyof XmlElement]: XmlElement[K] } & { children: XmlNode[] };

interface Name {
  readonly prefix: string;
  readonly local: string;
}

/**
 * Reads a document into a tree that knows where each of its pieces stands in the text, so that a change can be written into
 * that very text and leave the rest of it alone. Pass only text that gateBpmn let through: nothing is bounded here, and no more
 * of its form is looked at than it takes to find the pieces. By hand, since a parser that looks at each character takes five times as
 * long, and each autosave reads a document several times.
 *
 * @throws Error when the text is not well-formed
 */
export function parseXml(text: string): XmlDocument {
  return new Reading(text).run();
}

class Reading {
  private readonly scope = new NamespaceScope();
  private readonly around: XmlText[] = [];
  private readonly open: Open[] = [];
  /** Each name once: a document has few, however long it is. */
  private readonly names = new Map<string, Name>();
  private root: XmlElement | undefined;
  private at: number;

  constructor(private readonly text: string) {
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  run(): XmlDocument {
    const { text } = this;
    while (this.at < text.length) {
      const next = text.indexOf('<', this.at);
      if (next !== this.at) this.characters(next < 0 ? text.length : next);
      else if (text.startsWith('</', next)) this.closeTag();
      else if (text.startsWith('<!--', next)) this.section('comment', 4, '-->');
      else if (text.startsWith('<![CDATA[', next)) this.section('cdata', 9, ']]>');
      else if (text.startsWith('<?', next)) this.section('instruction', 2, '?>');
      else this.openTag();
    }
    if (!this.root || this.open.length > 0) throw this.fault('it ends too early');
    return { text, root: this.root, around: this.around };
  }

  private openTag(): void {
    const start = this.at;
    this.at++;
    const name = this.read(TAG_NAME)?.[0] ?? '';
    const attributes = this.attributes();
    const end = this.read(TAG_END);
    if (name === '' || !end) throw this.fault('a tag is not one');
    const openEnd = this.at;
    const parent = this.open.at(-1) ?? null;
    const { prefix, local } = this.nameOf(name);
    const uri = this.scope.resolve(prefix) ?? '';
    const element: Open = { kind: 'element', name, uri, local, attributes, children: [], parent, start, openEnd, closeStart: openEnd, end: openEnd };
    if (parent) parent.children.push(element);
    else if (this.root) throw this.fault('there is more than one root');
    else this.root = element;
    if (end[1] === '/') this.scope.close(this.open.length + 1);
    else this.open.push(element);
  }

  private attributes(): XmlAttribute[] {
    const found: { name: string; value: string; start: number; end: number }[] = [];
    let isDeclaring = false;
    for (let match = this.read(ATTRIBUTE); match; match = this.read(ATTRIBUTE)) {
      const name = match[1]!;
      const from = this.at;
      const to = this.text.indexOf(this.text.charAt(from), from + 1);
      const written = this.text.slice(from + 1, to);
      if (to < 0 || written.includes('<') || found.some((other) => other.name === name)) throw this.fault('an attribute is not one, or is there twice');
      this.at = to + 1;
      isDeclaring ||= name.startsWith('xmlns');
      found.push({ name, value: decodeAttribute(written), start: match.index + match[0].indexOf(name), end: this.at });
    }
    if (isDeclaring) this.declare(Object.fromEntries(found.map(({ name, value }) => [name, value])));
    return found.map(({ name, value, start, end }) => {
      const { prefix, local } = this.nameOf(name);
      const uri = name === 'xmlns' || prefix === 'xmlns' ? XMLNS_NAMESPACE : prefix === '' ? '' : (this.scope.resolve(prefix) ?? '');
      return { name, uri, local, value, start, end };
    });
  }

  private declare(attributes: Record<string, string>): void {
    const fault = this.scope.open(attributes, this.open.length + 1);
    if (fault) throw new Error(fault);
  }

  private closeTag(): void {
    const element = this.open.pop();
    const end = this.text.indexOf('>', this.at);
    if (!element || end < 0 || this.text.slice(this.at + 2, end).trimEnd() !== element.name) throw this.fault('a tag ends that is not open');
    this.scope.close(this.open.length + 1);
    element.closeStart = this.at;
    element.end = this.at = end + 1;
  }

  private characters(end: number): void {
    const written = this.text.slice(this.at, end);
    if (this.open.length > 0) this.add('text', decodeText(written), end);
    else if (written.trim() !== '') throw this.fault('text stands outside of its root');
    this.at = end;
  }

  private section(kind: XmlText['kind'], opening: number, closing: string): void {
    const end = this.text.indexOf(closing, this.at + opening);
    if (end < 0) throw this.fault(`a ${kind} does not end`);
    const said = decodeLines(this.text.slice(this.at + opening, end));
    const isDeclaration = kind === 'instruction' && /^xml\s/.test(said);
    if (!isDeclaration) this.add(kind, said, end + closing.length);
    this.at = end + closing.length;
  }

  private add(kind: XmlText['kind'], text: string, end: number): void {
    const parent = this.open.at(-1) ?? null;
    const node: XmlText = { kind, text, parent, start: this.at, end };
    if (parent) parent.children.push(node);
    else this.around.push(node);
  }

  private read(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private nameOf(name: string): Name {
    let known = this.names.get(name);
    if (!known) {
      const colon = name.indexOf(':');
      this.names.set(name, (known = colon < 0 ? { prefix: '', local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) }));
    }
    return known;
  }

  private fault(what: string): Error {
    return new Error(`The document is not well-formed: ${what} (at ${this.at})`);
  }
}
