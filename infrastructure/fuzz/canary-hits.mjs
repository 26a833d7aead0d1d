/**
 * The ways a secret may be written: as it is, escaped for JSON, XML and addresses, in hexadecimal, and in base64 wherever in a longer
 * text it begins.
 * @param {string} secret
 * @returns {string[]} in lower case but for base64, each at least 8 characters
 */
export function formsOf(secret) {
  const bytes = Buffer.from(secret);
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const plain = [secret, JSON.stringify(secret).slice(1, -1), xml, encodeURIComponent(secret), new URLSearchParams({ a: secret }).toString().slice(2), bytes.toString('hex'), Buffer.from(secret, 'utf16le').toString('latin1')];
  return [...new Set([...plain.map((form) => form.toLowerCase()), ...[0, 1, 2].flatMap((shift) => inBase64(bytes, shift))])].filter((form) => form.length >= 8);
}

/** What of a secret does not depend on its neighbours, when it begins so many bytes behind a multiple of three. */
function inBase64(bytes, shift) {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').replace(/=+$/, '');
  const middle = text.slice(shift === 0 ? 0 : 4, Math.floor((shift + bytes.length) / 3) * 4);
  return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
}

/**
 * Where a secret shows.
 * @param {Readonly<Record<string, string>>} told what was told, by where
 * @param {string} secret
 * @returns {Record<string, number>} how often, only where it does
 */
export function hitsOf(told, secret) {
  const forms = formsOf(secret);
  const count = (text, form) => text.split(form).length - 1;
  return Object.fromEntries(
    Object.entries(told)
      .map(([where, text]) => {
        const lower = text.toLowerCase();
        return [where, forms.reduce((sum, form) => sum + count(form === form.toLowerCase() ? lower : text, form), 0)];
      })
      .filter(([, hits]) => hits > 0),
  );
}
