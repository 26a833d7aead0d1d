/** In characters, and in bytes of UTF-8: file systems take 255, and what makes a name unique comes on top. */
const LONGEST = 120;
const MOST_BYTES = 200;

/** Devices of Windows, with any ending and spaces before it. */
const RESERVED = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$) *(\.|$)/i;

/**
 * A file name made of a title: no path, no control characters, nothing Windows or a shell trips over.
 * @param ending without the dot
 */
export function fileNameOf(title: string, ending: string): string {
  return `${safeName(title) || 'diagram'}.${ending}`;
}

/** The same without an ending, as a folder is named; empty when nothing of the title can stay. */
export function safeName(title: string): string {
  const safe = title
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, '_')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '');
  let short = [...safe].slice(0, LONGEST);
  while (Buffer.byteLength(short.join('')) > MOST_BYTES) short = short.slice(0, -1);
  const name = short.join('').replaceAll(/[. ]+$/g, '');
  return RESERVED.test(name) ? `_${name}` : name;
}

/** Content-Disposition of a download (RFC 6266): a plain ASCII name for all, the true one by RFC 8187. */
export function attachment(fileName: string): string {
  const ascii = fileName.normalize('NFKD').replaceAll(/\p{M}+/gu, '').replaceAll(/[^\x20-\x7e]+/g, '_').replaceAll(/["\\%;]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
