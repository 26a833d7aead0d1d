import { BPMN_NAMESPACE } from '../model/namespaces.js';
import type { GateLimits } from './gate-limits.js';
import { NamespaceScope } from './namespace-scope.js';
import { SummaryCollector, type GateSummary } from './summary-collector.js';

const [SPACE, NAME_START, NAME] = [1, 2, 4];
/** What an ASCII character may be; everything else is left to the parser. */
const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) return SPACE;
  if (/[A-Za-z_]/.test(String.fromCharCode(code))) return NAME_START | NAME;
  return /[0-9.-]/.test(String.fromCharCode(code)) ? NAME : 0;
});
const [BANG, QUOTE, AMPERSAND, APOSTROPHE, SLASH, COLON, LESS, EQUALS, GREATER, QUESTION] = [0x21, 0x22, 0x26, 0x27, 0x2f, 0x3a, 0x3c, 0x3d, 0x3e, 0x3f];
const DECLARATION = /^\ufeff?<\?xml version=(["'])1\.0\1(?: encoding=(["'])[A-Za-z][A-Za-z0-9._-]*\2)?(?: standalone=(["'])(?:yes|no)\3)?[ \t\r\n]*\?>/;
const REFERENCE = /&(?:(?:lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/y;

/**
 * Reads the documents that nearly all tools write - tags, attributes, text, comments, ASCII names - in a third of the
 * parser's time. It only ever says yes: whatever it does not know for sure, faults and limits included, it leaves to the
 * parser, which then decides and finds the words.
 *
 * @param text without forbidden characters and DOCTYPE
 * @returns the summary of a document that may enter, or undefined for "ask the parser"
 */
export function readPlainDocument(text: string, limits: GateLimits): GateSummary | undefined {
  return new PlainReading(text, limits).run();
}

class PlainReading {
  private readonly scope = new NamespaceScope();
  private readonly collector = new SummaryCollector();
  private readonly open: string[] = [];
  /** Qualified names as expanded under the declarations in force. */
  private readonly expanded = new Map<string, { namespace: string | undefined; local: string } | undefined>();
  private at = 0;
  private elements = 0;
  private deepest = 0;
  private rootClosed = false;

  constructor(
    private readonly text: string,
    private readonly limits: GateLimits,
  ) {}

  run(): GateSummary | undefined {
    this.at = DECLARATION.exec(this.text)?.[0].length ?? (this.text.charCodeAt(0) === 0xfeff ? 1 : 0);
    while (this.at < this.text.length) if (!this.characters() || (this.at < this.text.length && !this.markup())) return undefined;
    return this.rootClosed ? this.collector.finish(this.elements, this.deepest) : undefined;
  }

  /** Text up to the next tag; outside the root only space. */
  private characters(): boolean {
    const { text } = this;
    const found = text.indexOf('<', this.at);
    const end = found < 0 ? text.length : found;
    const outside = this.open.length === 0;
    for (let i = this.at; i < end; i++) {
      const code = text.charCodeAt(i);
      if (outside && !isSpace(code)) return false;
      if (code === AMPERSAND && !this.isReference(i)) return false;
      if (code === GREATER && text.endsWith(']]', i)) return false;
    }
    this.at = end;
    return true;
  }

  private markup(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    if (next === SLASH) return this.endTag();
    if (next === BANG) return this.comment();
    return next !== QUESTION && this.startTag();
  }

  private comment(): boolean {
    if (!this.text.startsWith('<!--', this.at)) return false;
    const dashes = this.text.indexOf('--', this.at + 4);
    if (dashes < 0 || this.text.charCodeAt(dashes + 2) !== GREATER) return false;
    this.at = dashes + 3;
    return true;
  }

  private endTag(): boolean {
    const name = this.open.pop();
    if (name === undefined || !this.text.startsWith(name, this.at + 2)) return false;
    this.at += 2 + name.length;
    this.spaces();
    if (this.text.charCodeAt(this.at) !== GREATER) return false;
    this.at++;
    this.closed();
    return true;
  }

  private closed(): void {
    if (this.scope.close(this.open.length + 1)) this.expanded.clear();
    if (this.open.length === 0) this.rootClosed = true;
  }

  private startTag(): boolean {
    if (this.rootClosed) return false;
    this.at++;
    const name = this.name();
    if (name === undefined) return false;
    this.open.push(name);
    const depth = this.open.length;
    if (++this.elements > this.limits.maxElements || depth > this.limits.maxDepth) return false;
    if (depth > this.deepest) this.deepest = depth;
    const names: string[] = [];
    const values: string[] = [];
    if (!this.attributes(names, values) || !this.enter(name, depth, names, values)) return false;
    if (this.text.charCodeAt(this.at) === SLASH) {
      this.open.pop();
      this.closed();
      this.at++;
    }
    return this.text.charCodeAt(this.at++) === GREATER;
  }

  /** Attributes up to the end of the tag, each name once. */
  private attributes(names: string[], values: string[]): boolean {
    for (;;) {
      const spaced = this.spaces();
      const code = this.text.charCodeAt(this.at);
      if (code === GREATER || code === SLASH) return true;
      const name = spaced ? this.name() : undefined;
      if (name === undefined || names.length === this.limits.maxAttributes || names.includes(name)) return false;
      this.spaces();
      if (this.text.charCodeAt(this.at++) !== EQUALS) return false;
      this.spaces();
      const value = this.value();
      if (value === undefined) return false;
      names.push(name);
      values.push(value);
    }
  }

  private value(): string | undefined {
    const { text } = this;
    const quote = text.charCodeAt(this.at);
    if (quote !== QUOTE && quote !== APOSTROPHE) return undefined;
    const start = ++this.at;
    for (let code = text.charCodeAt(this.at); code !== quote; code = text.charCodeAt(++this.at)) {
      if (code === LESS || Number.isNaN(code) || (code === AMPERSAND && !this.isReference(this.at))) return undefined;
    }
    return text.slice(start, this.at++);
  }

  /** Takes up an element: its declarations, its namespace, what it tells about the document. */
  private enter(name: string, depth: number, names: readonly string[], values: readonly string[]): boolean {
    if (!this.declare(names, values, depth) || !this.attributePrefixesAreDeclared(names)) return false;
    const element = this.expand(name);
    if (element === undefined) return false;
    if (depth === 1 && (element.namespace !== BPMN_NAMESPACE || element.local !== 'definitions')) return false;
    // Deeper elements tell nothing by their attributes; a reference in a value of these is the parser's to resolve.
    if (depth <= 2 && values.some((value) => /[&\t\r\n]/.test(value))) return false;
    this.collector.element(element.namespace, element.local, depth, depth <= 2 ? recordOf(names, values) : NONE);
    return true;
  }

  private declare(names: readonly string[], values: readonly string[], depth: number): boolean {
    if (!names.some((name) => name.startsWith('xmlns'))) return true;
    this.expanded.clear();
    return !values.some((value) => value.includes('&')) && this.scope.open(recordOf(names, values), depth) === undefined;
  }

  /** Two prefixes on one tag may name one namespace and so one attribute twice: left to the parser. */
  private attributePrefixesAreDeclared(names: readonly string[]): boolean {
    let seen: string | undefined;
    for (const name of names) {
      const colon = name.indexOf(':');
      if (colon < 0 || name.startsWith('xmlns:')) continue;
      const prefix = name.slice(0, colon);
      if (this.scope.resolve(prefix) === undefined || (seen !== undefined && seen !== prefix && this.scope.resolve(seen) === this.scope.resolve(prefix))) return false;
      seen = prefix;
    }
    return true;
  }

  private expand(name: string): { namespace: string | undefined; local: string } | undefined {
    const known = this.expanded.get(name);
    if (known !== undefined) return known;
    const colon = name.indexOf(':');
    const namespace = this.scope.resolve(colon < 0 ? '' : name.slice(0, colon));
    if (colon >= 0 && namespace === undefined) return undefined;
    const element = { namespace, local: name.slice(colon + 1) };
    this.expanded.set(name, element);
    return element;
  }

  /** A name with at most one colon, and something on both sides of it. */
  private name(): string | undefined {
    const { text } = this;
    const start = this.at;
    if (!this.part()) return undefined;
    if (text.charCodeAt(this.at) === COLON) {
      this.at++;
      if (!this.part()) return undefined;
    }
    return text.slice(start, this.at);
  }

  private part(): boolean {
    if (!(classOf(this.text.charCodeAt(this.at)) & NAME_START)) return false;
    while (classOf(this.text.charCodeAt(++this.at)) & NAME);
    return true;
  }

  private spaces(): boolean {
    const start = this.at;
    while (isSpace(this.text.charCodeAt(this.at))) this.at++;
    return this.at > start;
  }

  private isReference(at: number): boolean {
    REFERENCE.lastIndex = at;
    const found = REFERENCE.exec(this.text);
    if (found === null) return false;
    const code = found[1] === undefined ? (found[2] === undefined ? 0x20 : parseInt(found[2], 16)) : Number(found[1]);
    return isSpace(code) || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
  }
}

const NONE: Record<string, string> = {};

function recordOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

function classOf(code: number): number {
  return code < 128 ? (CLASSES[code] ?? 0) : 0; // NaN, the end of the text, is of no class
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
