/** Where the script of baseScript is served, below the board. */
export const BASE_SCRIPT = '/base.js';

/**
 * A page of the queue board with addresses from the root, and nothing from other sites. Its base element, which
 * base-uri 'none' blocks and reports, gives way to a script: the page only reads the element's address.
 */
export function selfContained(html: string, basePath: string): string {
  return html
    .replaceAll(/\b(src|href)="static\//g, `$1="${basePath}/static/`)
    .replaceAll(/<link\b[^>]*\bhref="https?:[^>]*>/g, '')
    .replace(/<base\b[^>]*>/, `<script src="${basePath}${BASE_SCRIPT}"></script>`);
}

/** Puts an element called base, but none of HTML's, where the page looks for the address of the board. */
export function baseScript(basePath: string): string {
  return `const base = document.createElementNS('urn:bpmn-studio', 'base');
base.setAttribute('href', ${JSON.stringify(`${basePath}/`)});
document.head.append(base);
`;
}
