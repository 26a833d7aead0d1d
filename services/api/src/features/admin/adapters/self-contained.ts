/** A page of the queue board with addresses from the root instead of from the base element (which stays: the page reads it), and nothing from other sites. */
export function selfContained(html: string, basePath: string): string {
  return html.replaceAll(/\b(src|href)="static\//g, `$1="${basePath}/static/`).replaceAll(/<link\b[^>]*\bhref="https?:[^>]*>/g, '');
}
