import { XML_NAMESPACE, XMLNS_NAMESPACE } from '../model/namespaces.js';

interface Shadowed {
  depth: number;
  prefix: string;
  uri: string | undefined;
}

/**
 * The namespace bindings in force while a document is read, after "Namespaces in XML 1.0". A look-up costs the same at
 * any depth: the parser's own resolution walks up the open elements, which a hostile document turns into seconds.
 */
export class NamespaceScope {
  private readonly bindings = new Map<string, string>([['xml', XML_NAMESPACE]]);
  private readonly shadowed: Shadowed[] = [];

  /** Takes up the declarations of an element at `depth`. Returns what is wrong with them, or undefined. */
  open(attributes: Record<string, string>, depth: number): string | undefined {
    for (const name in attributes) {
      if (!name.startsWith('xmlns')) continue;
      const isDefault = name.length === 5;
      if (!isDefault && name.charCodeAt(5) !== 0x3a) continue;
      const prefix = isDefault ? '' : name.slice(6);
      const uri = (attributes[name] ?? '').trim();
      const wrong = faultOf(prefix, uri);
      if (wrong) return wrong;
      this.shadowed.push({ depth, prefix, uri: this.bindings.get(prefix) });
      this.bindings.set(prefix, uri);
    }
    return undefined;
  }

  /** Drops what the element at `depth` declared. */
  close(depth: number): void {
    for (let last = this.shadowed.at(-1); last?.depth === depth; last = this.shadowed.at(-1)) {
      if (last.uri === undefined) this.bindings.delete(last.prefix);
      else this.bindings.set(last.prefix, last.uri);
      this.shadowed.pop();
    }
  }

  /** The namespace bound to a prefix ('' is the default namespace), or undefined when there is none. */
  resolve(prefix: string): string | undefined {
    return this.bindings.get(prefix);
  }
}

function faultOf(prefix: string, uri: string): string | undefined {
  if (prefix === 'xmlns' || (prefix === 'xml' && uri !== XML_NAMESPACE)) return `The prefix "${prefix}" must not be declared anew.`;
  if (prefix !== '' && uri === '') return `The prefix "${prefix}" is bound to an empty namespace.`;
  if (uri === XMLNS_NAMESPACE || (uri === XML_NAMESPACE && prefix !== 'xml')) return `The namespace "${uri}" is reserved.`;
  return undefined;
}
