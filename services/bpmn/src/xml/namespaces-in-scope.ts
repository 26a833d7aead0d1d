import { XML_NAMESPACE, XMLNS_NAMESPACE } from '../model/namespaces.js';

interface Declaring {
  readonly attributes: readonly { readonly uri: string; readonly local: string; readonly name: string; readonly value: string }[];
  readonly parent: Declaring | null;
}

/** The namespaces in force inside an element, by prefix; '' is the default namespace. */
export function scopeOf(element: Declaring | null): Map<string, string> {
  const scope = new Map<string, string>([['xml', XML_NAMESPACE]]);
  const line: Declaring[] = [];
  for (let each = element; each; each = each.parent) line.push(each);
  for (const { attributes } of line.reverse()) {
    for (const { uri, name, local, value } of attributes) {
      if (uri === XMLNS_NAMESPACE) scope.set(name === 'xmlns' ? '' : local, value.trim());
    }
  }
  return scope;
}

export function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}
