import { Injectable } from '@nestjs/common';
import { LiveRefusal } from '../domain/live-refusal.js';
import { DocumentWork, LiveDiagrams, LiveJournal, type Place, type Row } from './ports.js';

/** A version saved between reading and seeding makes us read again; so often is nobody that quick. */
const TRIES = 5;

/** The document of a diagram: as the journal has it, or made of the current version, once for all processes. */
@Injectable()
export class OpenJournal {
  constructor(
    private readonly journal: LiveJournal,
    private readonly diagrams: LiveDiagrams,
    private readonly work: DocumentWork,
  ) {}

  /** @throws LiveRefusal 4404 when the diagram is gone or in the trash; what the journal and the work throw */
  async run(place: Place): Promise<readonly Row[]> {
    for (let tries = 0; tries < TRIES; tries++) {
      const rows = await this.journal.read(place, -1);
      if (rows.length > 0) return rows;
      const current = await this.diagrams.current(place);
      if (current === undefined || current.deleted) throw new LiveRefusal(4404, 'the diagram is gone');
      await this.journal.seed(place, current, await this.work.stateOf(current.text));
    }
    throw new LiveRefusal(4503, 'the diagram was saved again and again while its document was made');
  }
}
