export type AttributeValue = string | number | undefined;

const SPECIAL = /[&<>"']/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/**
 * Text made safe for XML content and for quoted attribute values: markup characters become references, characters that
 * XML 1.0 does not allow become U+FFFD.
 */
export function escapeXml(text: string): string {
  return text.toWellFormed().replace(FORBIDDEN, '\uFFFD').replace(SPECIAL, (character) => ENTITIES[character] ?? '');
}

/** A number as short as two decimals allow; what is not finite becomes 0. */
export function num(value: number): string {
  if (!Number.isFinite(value)) return '0';
  const rounded = Math.round(value * 100) / 100;
  return Object.is(rounded, -0) ? '0' : String(rounded);
}

/** One element with its attributes escaped; attributes that are undefined are left out. `content` must be markup already. */
export function tag(name: string, attributes: Record<string, AttributeValue>, content = ''): string {
  let out = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) out += ` ${key}="${typeof value === 'number' ? num(value) : escapeXml(value)}"`;
  }
  return content === '' ? `${out}/>` : `${out}>${content}</${name}>`;
}

/** Path data from commands and numbers: path`M ${x} ${y} h 5`. */
export function path(strings: TemplateStringsArray, ...values: number[]): string {
  return strings.reduce((out, piece, i) => out + piece + (i < values.length ? num(values[i]!) : ''), '');
}
