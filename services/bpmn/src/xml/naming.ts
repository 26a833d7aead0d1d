import { XMLNS_NAMESPACE, XSI_NAMESPACE } from '../model/namespaces.js';
import type { Draft, DraftElement } from './draft.js';
import { prefixOf, scopeOf } from './namespaces-in-scope.js';
import { mayNameByAttribute, namespacesAt } from './qualified-names.js';
import { type XmlElement } from './xml-tree.js';

interface Named {
  readonly name: string;
  readonly uri: string;
  readonly local: string;
}

/** Finds names for things of other documents in the one being changed, and declares namespaces it does not know yet. */
export class Naming {
  constructor(private readonly draft: Draft) {}

  /** The name of an element as it has to be written inside `parent`. */
  element(like: Named, parent: DraftElement): string {
    if (like.uri === '') return like.local;
    const scope = scopeOf(parent);
    const wanted = parent.uri === like.uri ? parent.name : like.name;
    return join(this.prefix(scope, like.uri, prefixOf(wanted), true), like.local);
  }

  /** The name of an attribute as it has to be written on `element`. */
  attribute(like: Named, element: DraftElement): string {
    return like.uri === '' ? like.local : join(this.prefix(scopeOf(element), like.uri, prefixOf(like.name), false), like.local);
  }

  /** The value of an attribute: a qualified name (xsi:type, itemSubjectRef) gets the prefix that means the same here. */
  value({ uri, local, value }: { uri: string; local: string; value: string }, from: XmlElement, element: DraftElement): string {
    const isType = uri === XSI_NAMESPACE && local === 'type';
    return isType || (uri === '' && mayNameByAttribute(local, value)) ? this.qualified(value, from, element, isType) : value;
  }

  /**
   * A qualified name with the prefix that means the same on `element`.
   * @param from the element of another document it was read from
   * @param isType whether it is in the default namespace without a prefix, as types are
   */
  qualified(value: string, from: XmlElement, element: DraftElement, isType: boolean): string {
    const prefix = prefixOf(value);
    if (prefix === '' && !isType) return value;
    const uri = namespacesAt(from).get(prefix);
    if (!uri) return value;
    const scope = scopeOf(element);
    return scope.get(prefix) === uri ? value : join(this.prefix(scope, uri, prefix, isType), value.slice(value.indexOf(':') + 1));
  }

  /** An element without a namespace must not fall into the default one. */
  leaveDefaultNamespace(element: DraftElement): void {
    if (scopeOf(element).get('')) this.declare(element, '', '');
  }

  /** Declares on an element that moves what its prefixes meant where it was, if they mean something else where it goes. */
  keepMeaning(element: DraftElement, target: DraftElement): void {
    const [here, there] = [scopeOf(element.parent), scopeOf(target)];
    const other = [...here].filter(([prefix, uri]) => there.get(prefix) !== uri);
    const parts: string[] = [];
    if (other.length > 0) element.writeTo(parts, this.draft.source.text);
    const written = parts.join('');
    for (const [prefix, uri] of other) {
      if (element.attributes.some((each) => each.uri === XMLNS_NAMESPACE && declares(each.name) === prefix)) continue;
      if (prefix === '' ? uri !== (there.get('') ?? '') : written.includes(`${prefix}:`)) this.declare(element, prefix, uri);
    }
    if (!here.has('') && there.get('')) this.declare(element, '', '');
  }

  private prefix(scope: Map<string, string>, uri: string, wanted: string, mayBeDefault: boolean): string {
    if (scope.get(wanted) === uri && (wanted !== '' || mayBeDefault)) return wanted;
    for (const [prefix, bound] of scope) if (bound === uri && (prefix !== '' || mayBeDefault)) return prefix;
    const { root, source } = this.draft;
    const stem = wanted || 'ns';
    let prefix = stem;
    // A prefix nobody in the document uses: declared at the root, it is hidden nowhere.
    for (let i = 1; scope.has(prefix) || source.text.includes(`xmlns:${prefix}=`) || root.attribute(prefix, XMLNS_NAMESPACE) !== undefined; i++) prefix = `${stem}${i}`;
    this.declare(root, prefix, uri);
    return prefix;
  }

  private declare(element: DraftElement, prefix: string, uri: string): void {
    const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
    element.setAttribute({ name, uri: XMLNS_NAMESPACE, local: prefix === '' ? 'xmlns' : prefix, value: uri }, this.draft.source.text);
  }
}

function declares(name: string): string {
  return name === 'xmlns' ? '' : name.slice(6);
}

function join(prefix: string, local: string): string {
  return prefix === '' ? local : `${prefix}:${local}`;
}
