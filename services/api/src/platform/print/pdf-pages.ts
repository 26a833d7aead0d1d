import { drawPicture } from './draw-picture.ts';
import { FRAME, listSheet, type FittedPage, type Size } from './fit-page.ts';
import type { ElementList, ElementRow } from './list-elements.ts';
import type { Letters } from './lettering.ts';
import type { Facts, PdfWish } from './printing.ts';
import type { Mark } from './read-picture.ts';

type Document = PDFKit.PDFDocument;
type Structure = ReturnType<Document['struct']>;
/** The published types lack what PDF/UA asks for of figures and of heads of tables. */
type Traits = NonNullable<Parameters<Document['struct']>[1]>;

const INK = '#20242c';
const GREY = '#5b6472';
const HAIRLINE = '#d5d9e0';
const HEAD = { size: 12, colour: INK, strong: true } as const;
const CELL = { size: 8, colour: INK } as const;
const COLUMN_HEAD = { size: 8, colour: GREY, strong: true } as const;
const LEADING = 10.5;
const GAP = 8;
const MOST_LINES = 40;
/** Shares of the width. */
const COLUMNS: readonly { readonly title: string; readonly share: number; readonly of: (row: ElementRow) => string }[] = [
  { title: 'Name', share: 0.27, of: ({ name }) => name },
  { title: 'Type', share: 0.15, of: ({ type }) => type },
  { title: 'Id', share: 0.25, of: ({ id }) => id },
  { title: 'Documentation', share: 0.33, of: ({ documentation }) => documentation },
];

export interface Sheet {
  readonly document: Document;
  readonly letters: Letters;
  readonly root: Structure;
}

/** A page with one drawing of the file. */
export function drawingPage({ document, letters, root }: Sheet, { picture, name, page, view }: { picture: Mark; name: string; page: FittedPage; view: Size & { x: number; y: number } }): void {
  document.addPage({ size: [page.width, page.height], margin: 0 });
  document.outline.addItem(name);
  const [head] = letters.wrap(name, page.width - FRAME.left - FRAME.right, HEAD, 1);
  root.add(document.struct('H1', {}, () => void letters.write(head ?? name, FRAME.left, 34, HEAD)));
  root.add(
    document.struct('Figure', { alt: `Diagram: ${name}`, placement: 'Block', bbox: [page.x, page.y, page.x + view.width * page.scale, page.y + view.height * page.scale] } as Traits, () => {
      document.save().translate(page.x, page.y).scale(page.scale).translate(-view.x, -view.y);
      drawPicture(document, letters, picture);
      document.restore();
    }),
  );
}

/** The pages that list the elements, in a table for each place. */
export function listPages(sheet: Sheet, { groups, leftOut }: ElementList, wish: PdfWish): void {
  const size = listSheet(wish.page);
  const { document, letters, root } = sheet;
  const list = new ListPages(sheet, size);
  document.outline.addItem('Elements');
  root.add(document.struct('H1', {}, () => letters.write('Elements', FRAME.left, 34, HEAD)));
  for (const group of groups) list.table(group.place === '' ? 'The file as a whole' : group.place, group.rows);
  if (leftOut > 0) list.remark(`${leftOut} more elements are not listed.`);
}

class ListPages {
  private readonly sheet: Sheet;
  private readonly size: Size;
  private readonly width: number;
  private y: number = FRAME.top;

  constructor(sheet: Sheet, size: Size) {
    this.sheet = sheet;
    this.size = size;
    this.width = size.width - FRAME.left - FRAME.right;
    this.turn();
  }

  table(place: string, rows: readonly ElementRow[]): void {
    const { document, letters, root } = this.sheet;
    const heading = letters.wrap(place, this.width, { size: 10, strong: true }, 2);
    this.room(heading.length * 13 + 3 * LEADING + 3 * GAP);
    root.add(document.struct('H2', {}, () => heading.forEach((line, i) => letters.write(line, FRAME.left, this.y + 14 + i * 13, { size: 10, colour: INK, strong: true }))));
    this.y += heading.length * 13 + 8;
    const table = document.struct('Table');
    root.add(table);
    this.columnHeads(table);
    for (const row of rows) this.row(table, row);
    table.end();
    this.y += GAP;
  }

  remark(text: string): void {
    this.room(LEADING + GAP);
    const { document, letters, root } = this.sheet;
    root.add(document.struct('P', {}, () => letters.write(text, FRAME.left, this.y + LEADING, { ...CELL, colour: GREY })));
  }

  private columnHeads(table: Structure): void {
    this.cells(table, 'TH', COLUMNS.map(({ title }) => [title]), COLUMN_HEAD);
  }

  private row(table: Structure, row: ElementRow): void {
    const { letters } = this.sheet;
    const cells = COLUMNS.map(({ share, of }) => letters.wrap(of(row), this.width * share - GAP, CELL, MOST_LINES));
    const high = Math.max(...cells.map((lines) => lines.length)) * LEADING + GAP / 2;
    if (this.room(high)) this.columnHeads(table);
    this.cells(table, 'TD', cells, CELL);
  }

  private cells(table: Structure, kind: 'TH' | 'TD', cells: readonly (readonly string[])[], lettering: typeof CELL | typeof COLUMN_HEAD): void {
    const { document, letters } = this.sheet;
    const row = document.struct('TR');
    table.add(row);
    let x = FRAME.left;
    cells.forEach((lines, i) => {
      const at = x;
      const write = () => lines.forEach((line, n) => line !== '' && letters.write(line, at, this.y + LEADING * (n + 0.85), lettering));
      row.add(document.struct(kind, kind === 'TH' ? ({ scope: 'Column' } as Traits) : {}, write));
      x += this.width * COLUMNS[i]!.share;
    });
    row.end();
    this.y += Math.max(...cells.map((lines) => lines.length)) * LEADING + GAP / 2;
    artifact(document, 'Layout', () => document.lineWidth(0.5).strokeColor(HAIRLINE).moveTo(FRAME.left, this.y - 2).lineTo(FRAME.left + this.width, this.y - 2).stroke());
  }

  /** Turns the page where there is not so much room left. @returns whether it did */
  private room(high: number): boolean {
    if (this.y + high <= this.size.height - FRAME.bottom) return false;
    this.turn();
    return true;
  }

  private turn(): void {
    this.sheet.document.addPage({ size: [this.size.width, this.size.height], margin: 0 });
    this.y = FRAME.top - 8;
  }
}

/** At the foot of every page: what it is, and which page of how many. */
export function writeFeet(document: Document, letters: Letters, { title, version, savedAt, author }: Facts): void {
  const { start, count } = document.bufferedPageRange();
  const when = `${Number(savedAt.slice(8, 10))} ${MONTHS[Number(savedAt.slice(5, 7)) - 1]} ${savedAt.slice(0, 4)}`;
  const foot = { size: 7.5, colour: GREY } as const;
  for (let i = 0; i < count; i++) {
    document.switchToPage(start + i);
    const { width, height } = document.page;
    const right = `Page ${i + 1} of ${count}`;
    const facts = [`Version ${version}`, when, ...(author === null ? [] : [author])].join(' · ');
    const [left] = letters.wrap(`${title} · ${facts}`, width - FRAME.left - FRAME.right - letters.width(right, foot) - 2 * GAP, foot, 1);
    artifact(document, 'Pagination', () => {
      letters.write(left ?? '', FRAME.left, height - 22, foot);
      letters.write(right, width - FRAME.right, height - 22, { ...foot, anchor: 'end' });
    });
  }
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** What a screen reader passes over. */
function artifact(document: Document, type: 'Layout' | 'Pagination', draw: () => void): void {
  document.markContent('Artifact', { type });
  draw();
  document.endMarkedContent();
}
