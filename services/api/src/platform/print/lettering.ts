import type { Font, Fonts } from './fonts.ts';

type Document = PDFKit.PDFDocument;

export interface Lettering {
  readonly size: number;
  readonly colour: string;
  readonly strong?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** A rim in this colour around the letters. */
  readonly rim?: { readonly colour: string; readonly width: number } | undefined;
}

interface Run {
  readonly font: Font;
  readonly text: string;
}

/** What is taken of pdfkit's font: which characters it has, and their outlines. */
interface OutlineFont {
  hasGlyphForCodePoint(codePoint: number): boolean;
  readonly unitsPerEm: number;
  layout(text: string): { readonly glyphs: readonly { readonly path: { toSVG(): string } }[]; readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number }[] };
}

/** Sets texts in a PDF, each character in the first font that has it. */
export class Letters {
  private readonly document: Document;
  private readonly fonts: Fonts;
  private readonly outlines = new Map<string, OutlineFont>();

  constructor(document: Document, fonts: Fonts) {
    this.document = document; // no parameter properties: Node runs this source as it is in tests
    this.fonts = fonts;
    for (const { name, bytes } of [...fonts.regular, ...fonts.strong]) {
      if (this.outlines.has(name)) continue;
      document.registerFont(name, bytes as unknown as ArrayBuffer, name === 'Machine' ? 'NotoSansCJKsc-Regular' : undefined);
      document.font(name);
      this.outlines.set(name, (document as unknown as { _font: { font: OutlineFont } })._font.font);
    }
  }

  /** In points. */
  width(text: string, { size, strong = false }: Pick<Lettering, 'size' | 'strong'>): number {
    return this.runs(text, strong).reduce((sum, run) => sum + this.runWidth(run, size), 0);
  }

  /** Writes one line. @param y of its baseline */
  write(text: string, x: number, y: number, lettering: Lettering): void {
    const { size, colour, strong = false, anchor = 'start', rim } = lettering;
    const runs = this.runs(text, strong).map((run) => ({ ...run, width: this.runWidth(run, size) }));
    const width = runs.reduce((sum, run) => sum + run.width, 0);
    let at = x - (anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width);
    for (const run of runs) {
      if (rim) this.rim(run, at, y, size, rim);
      this.document.font(run.font.name).fontSize(size).fillColor(colour).text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' });
      at += run.width;
    }
  }

  /** Breaks a text into lines, the last one with an ellipsis where there would be more than `most`. */
  wrap(text: string, width: number, lettering: Pick<Lettering, 'size' | 'strong'>, most: number): string[] {
    const lines: string[] = [];
    for (const paragraph of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
      let line = '';
      for (const word of paragraph.split(/\s+/).flatMap((each) => this.pieces(each, width, lettering))) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && this.width(longer, lettering) > width) {
          lines.push(line);
          line = word;
        } else line = longer;
        if (lines.length > most) break;
      }
      lines.push(line);
      if (lines.length > most) return [...lines.slice(0, most - 1), `${lines[most - 1]!.slice(0, -1)}…`];
    }
    return lines;
  }

  /** A word that is wider than the line, in pieces. */
  private pieces(word: string, width: number, lettering: Pick<Lettering, 'size' | 'strong'>): string[] {
    if (this.width(word, lettering) <= width) return [word];
    const pieces: string[] = [];
    let piece = '';
    for (const character of word) {
      if (piece !== '' && this.width(piece + character, lettering) > width) {
        pieces.push(piece);
        piece = '';
      }
      piece += character;
    }
    return [...pieces, piece];
  }

  private runWidth({ font, text }: Run, size: number): number {
    return this.document.font(font.name).fontSize(size).widthOfString(text);
  }

  private runs(text: string, strong: boolean): Run[] {
    const choice = strong ? this.fonts.strong : this.fonts.regular;
    const runs: { font: Font; text: string }[] = [];
    for (const character of text) {
      const code = character.codePointAt(0)!;
      const last = runs.at(-1);
      const joins = last !== undefined && (isMark(code) || this.has(last.font, code)) && (isMark(code) || last.font === choice[0] || code > 0x7f);
      if (joins) last.text += character;
      else runs.push({ font: choice.find((font) => this.has(font, code)) ?? choice[0]!, text: character });
    }
    return runs;
  }

  private has(font: Font, code: number): boolean {
    return this.outlines.get(font.name)!.hasGlyphForCodePoint(code);
  }

  /** The rim is drawn from outlines and not written: a text that is there twice would be found and copied twice. */
  private rim({ font, text }: Run, x: number, y: number, size: number, { colour, width }: { colour: string; width: number }): void {
    const outline = this.outlines.get(font.name)!;
    const scale = size / outline.unitsPerEm;
    const { glyphs, positions } = outline.layout(text);
    this.document.save().translate(x, y).scale(scale, -scale).strokeColor(colour).lineWidth(width / scale).lineJoin('round').undash();
    let at = 0;
    glyphs.forEach(({ path }, i) => {
      const { xAdvance, xOffset, yOffset } = positions[i]!;
      const shape = path.toSVG();
      if (shape !== '') this.document.save().translate(at + xOffset, yOffset).path(shape).stroke().restore();
      at += xAdvance;
    });
    this.document.restore();
  }
}

/** Joiners, variation selectors and combining marks belong to what is before them. */
function isMark(code: number): boolean {
  return code === 0x200c || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f) || /\p{M}/u.test(String.fromCodePoint(code));
}
