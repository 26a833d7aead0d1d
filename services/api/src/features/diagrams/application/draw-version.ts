import { Injectable } from '@nestjs/common';
import { placeholderSvg } from '@bpmn-studio/bpmn';
import { AppError } from '../../../kernel/app-error.js';
import { FairSlots, NoSlot, Slots } from '../../../kernel/slots.js';
import type { BpmnDocument } from './bpmn-document.js';
import { KeptResults } from './kept-results.js';
import { DiagramArtist, Diagrams, type Author } from './ports.js';

export interface VersionPicture {
  readonly svg: string;
  /** SHA-256 of the content it shows, in hexadecimal. */
  readonly sha256: string;
  /** False: a placeholder for what cannot be drawn. */
  readonly drawn: boolean;
}

/** A list of pictures must stay light. In characters. */
const LARGEST_PICTURE = 2_000_000;
/** A list of versions asks for all of its pictures at once; most of them wait here, each person in turn, and a thread stays free for others. */
const AT_ONCE = 1;
const MOST_WAITING = 24;
const LONGEST_WAIT_MS = 15_000;
const PLACEHOLDER = placeholderSvg('#ffffff').svg;

/** Draws a version when its picture is asked for. Throws what Diagrams throws, and server.unavailable when too many are asked for. */
@Injectable()
export class DrawVersion {
  private readonly slots = new FairSlots(new Slots(AT_ONCE, MOST_WAITING, LONGEST_WAIT_MS), () => new Slots(1, MOST_WAITING, LONGEST_WAIT_MS));

  constructor(
    private readonly diagrams: Diagrams,
    private readonly artist: DiagramArtist,
    private readonly results: KeptResults,
  ) {}

  async run(author: Author, id: string, version: number): Promise<VersionPicture> {
    const { summary, document } = await this.diagrams.readVersion(author, id, version);
    const key = `${id}:${document.encoding}.${summary.sha256}`;
    const kept = await this.results.recall('picture', key);
    const svg = kept ?? (await this.draw(author, document));
    if (kept === undefined) this.results.keep('picture', key, svg);
    return { svg, sha256: summary.sha256, drawn: svg !== PLACEHOLDER };
  }

  private async draw({ userId }: Author, document: BpmnDocument): Promise<string> {
    try {
      const svg = await this.slots.run(userId, (turn) => turn(() => this.artist.draw(document)));
      return svg.length > LARGEST_PICTURE ? PLACEHOLDER : svg;
    } catch (error) {
      if (error instanceof AppError && error.code === 'diagram.not_renderable') return PLACEHOLDER;
      if (!(error instanceof NoSlot)) throw error;
      throw new AppError('server.unavailable', 'Too many versions are being drawn right now. Try again in a moment.', {}, { cause: error });
    }
  }
}
