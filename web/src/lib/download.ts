/** Hands a text or a file to the browser to keep. */
export function download(content: string | Blob, fileName: string, type?: string): void {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], type === undefined ? {} : { type }));
  downloadFrom(address, fileName);
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Lets the browser fetch a file of this site to keep. @param fileName without it: as the server says */
export function downloadFrom(address: string, fileName = ''): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
}

/** A file name that every system takes: no separators, no control characters, no leading dot, bounded. */
export function fileNameFor(title: string, extension: string): string {
  const safe = title
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 120);
  return `${safe === '' ? 'diagram' : safe}.${extension}`;
}
