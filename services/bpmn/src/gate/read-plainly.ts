import { BPMN_NAMESPACE } from '../model/namespaces.js';
import { BpmnGateError } from './bpmn-gate-error.js';
import { beyond, type GateLimits } from './gate-limits.js';
import { NamespaceScope } from './namespace-scope.js';
import { SummaryCollector } from './summary-collector.js';
import type { GateSummary } from './summary-collector.js';
import { positionAt } from './text-position.js';

const XML_DECLARATION = /^\uFEFF?(?:<\?xml version="1\.0"(?: encoding="[A-Za-z][\w.-]{0,40}")?(?: standalone="(?:yes|no)")? ?\?>)?/;
const REFERENCE = /&(?:amp|lt|gt|quot|apos|#(\d{1,7})|#x([\da-fA-F]{1,6}));/y;
/** In more attributes two of one name are no longer cheap to find. */
const FEW = 16;
const [TAB, LF, CR, SPACE, QUOTE, AMPERSAND, SLASH, LESS, EQUALS, GREATER, BRACKET] = [9, 10, 13, 32, 34, 38, 47, 60, 61, 62, 93];

/** 1: may begin a name; 2: may only go on in one. ASCII alone; a colon is looked at apart. */
const NAME = Uint8Array.from({ length: 128 }, (_, code) => (/[A-Za-z_]/.test(String.fromCharCode(code)) ? 1 : /[0-9.-]/.test(String.fromCharCode(code)) ? 2 : 0));

/**
 * Reads a document that is written as programs write BPMN: no processing instruction, no CDATA, names in ASCII, attributes in
 * double quotes. A parser takes five times as long for it. Of anything else, and of anything that is wrong, this knows
 * nothing, and the parser decides and says what it is.
 *
 * @param text free of the characters XML forbids
 * @returns exactly what the parser would have answered, or undefined
 * @throws BpmnGateError exactly as the parser would, at the first element that is one too many or too deep: not to read so much twice
 */
export function readPlainly(text: string, limits: GateLimits): GateSummary | undefined {
  const reading = new PlainReading(text, limits);
  return reading.run() ? reading.summary() : undefined;
}

class PlainReading {
  private readonly scope = new NamespaceScope();
  private readonly collector = new SummaryCollector();
  private readonly open: string[] = [];
  private at: number;
  private elements = 0;
  private deepest = 0;
  /** Of the tag that is being read: the names of its attributes, and what of them is needed. */
  private readonly names = Array<string>(FEW).fill('');
  private named = 0;
  private needed: Record<string, string> = {};
  private declares = false;
  private readonly prefixes: string[] = [];

  constructor(
    private readonly text: string,
    private readonly limits: GateLimits,
  ) {
    this.at = XML_DECLARATION.exec(text)?.[0].length ?? 0;
  }

  /** Whether all of it is plain, and right. */
  run(): boolean {
    const { text } = this;
    for (;;) {
      if (!this.characters()) return false;
      if (this.at === text.length) return this.open.length === 0 && this.elements > 0;
      const next = text.charCodeAt(this.at + 1);
      if (!(next === SLASH ? this.endTag() : next === 33 ? this.comment() : this.startTag())) return false;
    }
  }

  summary(): GateSummary {
    return this.collector.finish(this.elements, this.deepest);
  }

  /** Up to the next tag or the end. Beside the root there is only white space. */
  private characters(): boolean {
    const { text } = this;
    const inside = this.open.length > 0;
    let at = this.at; // in a local variable, here and below: reading is most of a save, and a member is written to memory with each letter
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LESS) break;
      if (isSpace(code)) continue;
      if (!inside || (code === BRACKET && text.startsWith(']]>', at))) return false;
      if (code === AMPERSAND && (at = this.endOfReference(at)) < 0) return false;
    }
    this.at = at;
    return true;
  }

  /** The last character of a reference; -1 where it is none, or to a character that XML does not have. */
  private endOfReference(at: number): number {
    REFERENCE.lastIndex = at;
    const [, decimal, hexadecimal] = REFERENCE.exec(this.text) ?? [];
    if ((decimal !== undefined && !isCharacter(Number(decimal))) || (hexadecimal !== undefined && !isCharacter(Number.parseInt(hexadecimal, 16)))) return -1;
    return REFERENCE.lastIndex - 1; // 0 where nothing was found
  }

  private comment(): boolean {
    if (!this.text.startsWith('<!--', this.at)) return false;
    const end = this.text.indexOf('--', this.at + 4);
    if (end < 0 || this.text.charCodeAt(end + 2) !== GREATER) return false;
    this.at = end + 3;
    return true;
  }

  private endTag(): boolean {
    const name = this.open.pop();
    if (name === undefined || !this.text.startsWith(name, this.at + 2)) return false;
    this.at += 2 + name.length;
    this.spaces();
    this.scope.close(this.open.length + 1);
    return this.text.charCodeAt(this.at++) === GREATER;
  }

  private startTag(): boolean {
    const { text, limits } = this;
    this.at++;
    const name = this.name();
    if (name === undefined || (this.open.length === 0 && this.elements > 0)) return false;
    const depth = this.open.length + 1;
    const wrong = beyond(limits, ++this.elements, depth);
    if (wrong) {
      const next = text.charCodeAt(this.at);
      if (next !== SPACE && next !== SLASH && next !== GREATER) return false; // perhaps no name
      throw new BpmnGateError(...wrong, positionAt(text, this.at + 1));
    }
    if (depth > this.deepest) this.deepest = depth;
    if (!this.attributes(depth) || !this.element(name, depth)) return false;
    if (text.charCodeAt(this.at) === SLASH) {
      this.at++;
      this.scope.close(depth);
    } else this.open.push(name);
    return text.charCodeAt(this.at++) === GREATER;
  }

  private attributes(depth: number): boolean {
    this.named = 0; // emptying an array takes longer than reading an attribute
    if (this.prefixes.length > 0) this.prefixes.length = 0;
    if (this.declares || depth <= 3) this.needed = {}; // deeper down only declarations are put there
    this.declares = false;
    for (;;) {
      const before = this.at;
      this.spaces();
      const code = this.text.charCodeAt(this.at);
      if (code === GREATER || code === SLASH) return true;
      if (this.at === before || !this.attribute(depth)) return false;
    }
  }

  private attribute(depth: number): boolean {
    const { text, limits } = this;
    const name = this.name();
    if (name === undefined || text.charCodeAt(this.at) !== EQUALS || text.charCodeAt(this.at + 1) !== QUOTE) return false;
    if (this.isNamed(name) || this.named === FEW || this.named === limits.maxAttributes) return false;
    this.names[this.named++] = name;
    const declares = name.startsWith('xmlns');
    if (declares && name.length > 5 && name[5] !== ':') return false;
    const needed = declares || (depth <= 2 && (name === 'name' || name === 'id' || name === 'exporter'));
    const start = this.at + 2;
    if (!this.value(start, needed)) return false;
    if ((declares || name === 'id') && this.at - start > limits.maxNameLength) return false;
    if (needed) this.needed[name] = text.slice(start, this.at);
    if (declares) this.declares = true;
    else if (name.includes(':')) this.prefixes.push(name.slice(0, name.indexOf(':')));
    this.at++;
    return true;
  }

  private isNamed(name: string): boolean {
    for (let n = 0; n < this.named; n++) if (this.names[n] === name) return true;
    return false;
  }

  /** Up to its closing quote. A needed one must stand there as it is meant. */
  private value(start: number, needed: boolean): boolean {
    const { text } = this;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at;
        return true;
      }
      if (code === LESS || (needed && (code === AMPERSAND || code < SPACE))) return false;
      if (code === AMPERSAND && (at = this.endOfReference(at)) < 0) return false;
    }
    return false;
  }

  private element(name: string, depth: number): boolean {
    if (this.declares && this.scope.open(this.needed, depth) !== undefined) return false;
    if (this.prefixes.length > 0 && !this.areDistinct()) return false;
    const colon = name.indexOf(':');
    const namespace = this.scope.resolve(colon < 0 ? '' : name.slice(0, colon));
    if (colon >= 0 && namespace === undefined) return false;
    const local = colon < 0 ? name : name.slice(colon + 1);
    if (depth === 1 && (namespace !== BPMN_NAMESPACE || local !== 'definitions')) return false;
    this.collector.element(namespace, local, depth, this.needed);
    return true;
  }

  /** Whether every prefix of an attribute is declared, and no two are of one namespace. */
  private areDistinct(): boolean {
    const namespaces = new Map<string, string>();
    for (const prefix of this.prefixes) {
      const namespace = this.scope.resolve(prefix);
      if (namespace === undefined || (namespaces.get(namespace) ?? prefix) !== prefix) return false;
      namespaces.set(namespace, prefix);
    }
    return true;
  }

  /** A name in ASCII with at most one colon inside; undefined when there is none, or a longer one. */
  private name(): string | undefined {
    const { text } = this;
    const start = this.at;
    let at = start;
    let begins = true;
    let colons = 0;
    for (;; at++) {
      const code = text.charCodeAt(at);
      if (code === 58 && !begins && ++colons === 1) begins = true;
      else if (code < 128 && (NAME[code] === 1 || (NAME[code] === 2 && !begins))) begins = false;
      else break;
    }
    this.at = at;
    const isLong = at - start > this.limits.maxNameLength;
    return begins || colons > 1 || isLong ? undefined : text.slice(start, at);
  }

  private spaces(): void {
    let at = this.at;
    while (isSpace(this.text.charCodeAt(at))) at++;
    this.at = at;
  }
}

function isSpace(code: number): boolean {
  return code === SPACE || code === LF || code === CR || code === TAB;
}

/** XML 1.0, 2.2. */
function isCharacter(code: number): boolean {
  return code === TAB || code === LF || code === CR || (code >= SPACE && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
