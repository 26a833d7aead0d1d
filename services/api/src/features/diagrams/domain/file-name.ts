const LONGEST = 120;

/**
 * A file name made of a title: no path, no control characters, nothing Windows or a shell trips over.
 * @param ending without the dot
 */
export function fileNameOf(title: string, ending: string): string {
  const safe = title
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, '_')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '');
  const short = [...safe].slice(0, LONGEST).join('').trimEnd();
  return `${/^(con|prn|aux|nul|com\d|lpt\d)$/i.test(short) ? `_${short}` : short || 'diagram'}.${ending}`;
}

/** Content-Disposition of a download (RFC 6266): a plain ASCII name for all, the true one by RFC 8187. */
export function attachment(fileName: string): string {
  const ascii = fileName.normalize('NFKD').replaceAll(/\p{M}+/gu, '').replaceAll(/[^\x20-\x7e]+/g, '_').replaceAll(/["\\%;]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
