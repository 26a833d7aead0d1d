import { SaxesParser } from 'saxes';
import { BPMN_NAMESPACE } from '../model/namespaces.js';
import { blankLongPassages } from './blank-long-passages.js';
import { BpmnGateError } from './bpmn-gate-error.js';
import type { GateReason } from './bpmn-gate-error.js';
import { beyond, DEFAULT_GATE_LIMITS } from './gate-limits.js';
import type { GateLimits } from './gate-limits.js';
import { NamespaceScope } from './namespace-scope.js';
import { readPlainly } from './read-plainly.js';
import { doctypeError, isDoctypeAt, refuseDoctypeInProlog } from './refuse-doctype.js';
import { refuseForbiddenCharacters } from './refuse-characters.js';
import { refuseOversize } from './refuse-oversize.js';
import { SummaryCollector } from './summary-collector.js';
import type { GateSummary } from './summary-collector.js';
import { positionAt } from './text-position.js';

/**
 * Decides in one pass (two, where it is written unusually) whether a text may enter as a BPMN 2.0 document: within the limits, without a DOCTYPE,
 * well-formed XML 1.0 with every namespace prefix declared, and `definitions` of BPMN 2.0 at its root. It does not judge
 * the model itself (that is import and lint).
 *
 * @param text the decoded document; a leading U+FEFF is fine
 * @param limits what to allow, over DEFAULT_GATE_LIMITS
 * @throws BpmnGateError on the first thing that is wrong
 */
export function gateBpmn(text: string, limits: Partial<GateLimits> = {}): GateSummary {
  const allowed = { ...DEFAULT_GATE_LIMITS, ...limits };
  refuseOversize(text, allowed.maxBytes);
  if (text.trim() === '') throw new BpmnGateError('empty', 'The document is empty. Choose a BPMN 2.0 XML file.');
  refuseDoctypeInProlog(text);
  refuseForbiddenCharacters(text);
  return readPlainly(text, allowed) ?? readThoroughly(text, allowed);
}

/** Reads with the parser: knows every document, and says what is wrong with one. For gateBpmn, and to hold readPlainly to. */
export function readThoroughly(text: string, limits: GateLimits = DEFAULT_GATE_LIMITS): GateSummary {
  return new GateReading(blankLongPassages(text), text, limits).run();
}

/** One reading of one document. Throws from the parser's callbacks, which stops the parser at once. */
class GateReading {
  // Namespaces are resolved here, not by the parser: see NamespaceScope.
  private readonly parser = new SaxesParser({ xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  private readonly scope = new NamespaceScope();
  private readonly collector = new SummaryCollector();
  private elements = 0;
  private depth = 0;
  private deepest = 0;
  private attributes = 0;
  /** Whether the open tag has an attribute that bears on namespaces; most have none, and going through all of them costs. */
  private namespaced = false;

  constructor(
    private readonly text: string,
    private readonly original: string,
    private readonly limits: GateLimits,
  ) {}

  run(): GateSummary {
    this.parser.on('opentagstart', () => this.startOfTag());
    this.parser.on('attribute', ({ name, value }) => this.attribute(name, value));
    this.parser.on('opentag', (tag) => this.openTag(tag.name, tag.attributes));
    this.parser.on('closetag', () => this.scope.close(this.depth--));
    this.parser.on('doctype', () => this.refuse('doctype', 'The document contains a DOCTYPE. Remove it.'));
    this.parser.on('error', (error) => this.malformed(error.message));
    this.parser.write(this.text).close();
    return this.collector.finish(this.elements, this.deepest);
  }

  private startOfTag(): void {
    this.attributes = 0;
    this.namespaced = false;
    const wrong = beyond(this.limits, ++this.elements, ++this.depth);
    if (wrong) this.refuse(...wrong);
    if (this.depth > this.deepest) this.deepest = this.depth;
  }

  private attribute(name: string, value: string): void {
    const isDeclaration = name.startsWith('xmlns');
    if (isDeclaration || name.includes(':')) this.namespaced = true;
    const { maxAttributes } = this.limits;
    this.refuseLong('The name of an attribute', name);
    if (isDeclaration || name === 'id') this.refuseLong(isDeclaration ? 'A namespace' : 'An id', value);
    if (++this.attributes > maxAttributes) this.refuse('too_many_attributes', `An element has more than ${maxAttributes} attributes. Remove the ones that are not needed.`);
  }

  private openTag(name: string, attributes: Record<string, string>): void {
    this.refuseLong('The name of an element', name);
    const fault = this.namespaced ? this.scope.open(attributes, this.depth) : undefined;
    if (fault) this.refuse('not_well_formed', fault);
    const { namespace, local } = this.expand(name, this.scope.resolve(''));
    if (this.depth === 1 && (namespace !== BPMN_NAMESPACE || local !== 'definitions')) this.refuseRoot(namespace, local);
    if (this.namespaced) this.checkAttributes(attributes);
    this.collector.element(namespace, local, this.depth, attributes);
  }

  /** What things go by is put together and compared again and again. */
  private refuseLong(what: string, value: string): void {
    const { maxNameLength } = this.limits;
    if (value.length > maxNameLength) this.refuse('too_long', `${what} has more than ${maxNameLength} characters ("${shown(value)}"). Give it a shorter one.`);
  }

  // Two attributes are the same only under two prefixes of one namespace: the parser has compared the plain names.
  private checkAttributes(attributes: Record<string, string>): void {
    const prefixOf = new Map<string | undefined, string>();
    let last: string | undefined;
    for (const name in attributes) {
      if (!name.includes(':') || name.startsWith('xmlns:')) continue;
      const { namespace } = this.expand(name, undefined);
      const prefix = name.slice(0, name.indexOf(':'));
      if (prefix === last) continue;
      last = prefix;
      const other = prefixOf.get(namespace);
      if (other === undefined) prefixOf.set(namespace, prefix);
      else if (other !== prefix) this.refuseTwins(attributes, namespace);
    }
  }

  private refuseTwins(attributes: Record<string, string>, namespace: string | undefined): void {
    const locals = new Set<string>();
    for (const name in attributes) {
      if (!name.includes(':') || name.startsWith('xmlns:')) continue;
      const expanded = this.expand(name, undefined);
      if (expanded.namespace !== namespace) continue;
      if (locals.has(expanded.local)) this.refuse('not_well_formed', `The attribute "${shown(name)}" is given twice. Remove one of the two.`);
      locals.add(expanded.local);
    }
  }

  private expand(name: string, defaultNamespace: string | undefined): { namespace: string | undefined; local: string } {
    const colon = name.indexOf(':');
    if (colon < 0) return { namespace: defaultNamespace, local: name };
    const prefix = name.slice(0, colon);
    const local = name.slice(colon + 1);
    if (prefix === '' || local === '' || local.includes(':')) this.refuse('not_well_formed', `"${shown(name)}" is not a valid XML name.`);
    const namespace = this.scope.resolve(prefix);
    if (namespace === undefined) this.refuse('not_well_formed', `The namespace prefix "${shown(prefix)}" is not declared. Declare it with xmlns:${shown(prefix)}="...".`);
    return { namespace, local };
  }

  private refuseRoot(namespace: string | undefined, local: string): never {
    const found = namespace ? `"${shown(local)}" of "${shown(namespace)}"` : `"${shown(local)}"`;
    return this.refuse('not_bpmn', `This is not a BPMN 2.0 file: it begins with ${found} instead of "definitions" of ${BPMN_NAMESPACE}. Export the diagram as BPMN 2.0 XML and try again.`);
  }

  private malformed(message: string): never {
    const start = this.text.lastIndexOf('<', this.parser.position);
    if (message.includes('doctype') || isDoctypeAt(this.text, start)) throw doctypeError(this.text, Math.max(0, start));
    const said = message.replace(/^(\d+:\d+: )/, '').replace(/\.$/, '');
    if (said.includes('malformed character entity')) this.refuse('forbidden_character', 'A character reference names a character that XML does not allow. Remove it.');
    return this.refuse('not_well_formed', `The XML is not well-formed: ${shown(said)}. Mend it or export the diagram again.`);
  }

  private refuse(reason: GateReason, detail: string): never {
    throw new BpmnGateError(reason, detail, positionAt(this.original, this.parser.position));
  }
}

/** A piece of the document quoted in a message, cut so that the message stays short. */
function shown(piece: string): string {
  return piece.length > 120 ? `${piece.slice(0, 120)}…` : piece;
}
