import { asciiIds, refuseFaulty, type LostPart } from '@bpmn-studio/bpmn';
import { documents } from '../document/documents-beside.js';
import { documentWork } from '../document/document-work.js';

/** The document as it is to be stored. */
export interface Written {
  readonly xml: string;
  /** What it no longer holds although nobody deleted it. */
  readonly lost: readonly LostPart[];
}

/** A document beside the text of it that the canvas can read: one that gives ids of letters beyond ASCII other ones. */
export interface Readable {
  readonly xml: string;
  readonly text: string;
  /** By the ids of the document, those of `text`. */
  readonly names: ReadonlyMap<string, string>;
  /** The other way round. */
  readonly originals: ReadonlyMap<string, string>;
  restore(text: string): string;
}

export function readable(xml: string): Readable {
  try {
    const { text, originals, restore } = asciiIds(xml);
    return { xml, text, restore, originals, names: new Map([...originals].map(([ascii, id]) => [id, ascii])) };
  } catch {
    return { xml, text: xml, restore: (text) => text, originals: new Map(), names: new Map() }; // not well-formed: whoever opens it says why
  }
}

/** Puts a document on a canvas. @throws Error with words for a person when it cannot be read, or not within a second or so */
export async function importInto(canvas: { importXML(xml: string, page?: string): Promise<unknown> }, { text }: Readable, page?: string): Promise<void> {
  refuseFaulty(text);
  await canvas.importXML(text, page);
}

const EVERYTHING_UNKNOWN: LostPart = { elementId: null, type: 'document', name: null, what: 'comments, formatting and whatever else of the file this editor does not show' };

/**
 * The text of the document on a canvas. Untouched, it is byte for byte what was opened; edits are written into that very
 * text, so that whatever the canvas does not know stays.
 */
export class OpenedText {
  private readable: Readable = readable('');
  private original = '';
  private floor: Written = { xml: '', lost: [] };
  private before: string | null = null;
  private last: { readonly after: string; readonly written: Written } | null = null;

  /** @param packages further packages of the model on the canvas, by prefix, as they are when a document is opened */
  constructor(private readonly packages: () => Readonly<Record<string, unknown>> = () => ({})) {}

  /** The document was put on the canvas as its readable text. */
  open(opened: Readable): void {
    const { xml } = opened;
    this.readable = opened;
    this.original = xml;
    this.floor = { xml, lost: [] };
    this.before = null;
    this.last = null;
  }

  /** From here on undoing everything comes back to this: the canvas forgot how to undo more. */
  stand(written: Written): void {
    this.floor = written;
  }

  /** The id the canvas knows an element of the document by. */
  idOnCanvas(id: string): string {
    return this.readable.names.get(id) ?? id;
  }

  /** The id in the document of what the canvas knows by this one. */
  idInFile(id: string): string {
    return this.readable.originals.get(id) ?? id;
  }

  /** What is on the canvas when nothing is left to undo. */
  get untouched(): Written {
    return this.floor;
  }

  /**
   * The document with the edits in it. When they cannot be written into it, it is what the canvas writes, and says what that
   * may lose: work that was done is never lost with the words for it.
   * @param after what the canvas writes now
   * @param leaving the page may end: no way to the worker and back
   */
  async withEdits(after: string, leaving: boolean): Promise<Written> {
    if (this.last?.after === after) return this.last.written;
    const { original } = this;
    const { text: shown, restore } = this.readable;
    const work = leaving ? documentWork : documents;
    let written: Written;
    try {
      const before = this.before ?? withoutBareLabels(await work.rewrite(shown, this.packages()));
      if (this.original === original) this.before = before;
      const { text, lost } = await work.carryOver(shown, before, withoutBareLabels(after));
      written = { xml: text === shown ? original : restore(text), lost };
    } catch (error) {
      console.warn('The edits could not be written into the document as it came', error);
      return { xml: restore(after), lost: [EVERYTHING_UNKNOWN] };
    }
    if (this.original === original) this.last = { after, written };
    return written;
  }
}

/** The canvas adds a label without a place to whatever is renamed; it says nothing, and nobody drew it. */
function withoutBareLabels(text: string): string {
  return text.replaceAll(/\s*<(?:[\w.-]+:)?BPMNLabel\s*\/>/g, '');
}
