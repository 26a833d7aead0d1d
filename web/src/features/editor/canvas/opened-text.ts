import type { LostPart } from '@bpmn-studio/bpmn';
import { atHand, keepAtHand } from '../document/at-hand.js';
import { documents } from '../document/documents-beside.js';

/** The document as it is to be stored. */
export interface Written {
  readonly xml: string;
  /** What it no longer holds although nobody deleted it. */
  readonly lost: readonly LostPart[];
}

const EVERYTHING_UNKNOWN: LostPart = { elementId: null, type: 'document', name: null, what: 'comments, formatting and whatever else of the file this editor does not show' };

/**
 * The text of the document on a canvas. Untouched, it is byte for byte what was opened; edits are written into that very
 * text, so that whatever the canvas does not know stays.
 */
export class OpenedText {
  private original = '';
  private floor: Written = { xml: '', lost: [] };
  private before: Promise<string> | null = null;
  private last: { readonly after: string; readonly written: Written } | null = null;

  /** @param packages further packages of the model on the canvas, by prefix */
  constructor(private readonly packages: Readonly<Record<string, unknown>> = {}) {}

  /** A document was put on the canvas. */
  open(xml: string): void {
    this.original = xml;
    this.floor = { xml, lost: [] };
    this.before = null;
    this.last = null;
  }

  /** From here on undoing everything comes back to this: the canvas forgot how to undo more. */
  stand(written: Written): void {
    this.floor = written;
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
    keepAtHand();
    const { original } = this;
    const work = leaving ? atHand() : documents;
    let written: Written;
    try {
      this.before ??= work.rewrite(original, this.packages);
      const { text, lost } = await work.carryOver(original, await this.before, after);
      written = { xml: text, lost };
    } catch (error) {
      console.warn('The edits could not be written into the document as it came', error);
      if (this.original === original) this.before = null;
      return { xml: after, lost: [EVERYTHING_UNKNOWN] };
    }
    if (this.original === original) this.last = { after, written };
    return written;
  }
}
