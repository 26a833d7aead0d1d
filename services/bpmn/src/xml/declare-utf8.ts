const DECLARED = /^(\ufeff?<\?xml\s[^>]*?\sencoding\s*=\s*)(?:"([^"]*)"|'([^']*)')/;

/** A document that was read from another encoding says UTF-8 from now on: that is how text is stored. */
export function declareUtf8(text: string): string {
  return text.replace(DECLARED, (all, before: string, double?: string, single?: string) => {
    if (/^utf-?8$/i.test(double ?? single ?? '')) return all;
    return before + (double === undefined ? "'UTF-8'" : '"UTF-8"');
  });
}
