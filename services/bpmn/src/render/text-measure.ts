// Advance widths of printable ASCII (U+0020 to U+007E) in thousandths of the font size, of a common sans-serif.
const ASCII = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584,
  584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667,
  611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500,
  722, 500, 500, 500, 334, 260, 334, 584,
];
// Inter runs wider than the table: rather a line too early than a word across the border.
const WIDER = 1.06;
const OTHER = 620;
const WIDE = 1000;

/** About how wide a text is in a sans-serif font, in the unit of `fontSize`. Errs on the wide side. */
export function measureText(text: string, fontSize: number): number {
  let thousandths = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x20 && code <= 0x7e) thousandths += ASCII[code - 0x20]!;
    else {
      const character = String.fromCodePoint(text.codePointAt(i) ?? 0);
      thousandths += widthOf(character);
      i += character.length - 1;
    }
  }
  return (thousandths * WIDER * fontSize) / 1000;
}

function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) || (code >= 0xfe00 && code <= 0xfe0f)) return 0;
  if (code < 0x250) return latinWidth(character);
  return code >= 0x1100 && !(code >= 0x1e00 && code <= 0x2fff) ? WIDE : OTHER;
}

function latinWidth(character: string): number {
  const base = character.normalize('NFD').codePointAt(0) ?? 0;
  return ASCII[base - 0x20] ?? OTHER;
}
