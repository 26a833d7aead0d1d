import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { DocumentWork, LiveDiagrams, LiveJournal, type CurrentText, type JournalState, type Place } from './ports.js';

/** `busy`: somebody else is writing one. `gone`: there is no diagram to write it of. */
export type Written = { readonly outcome: 'written' | 'unchanged'; readonly version: number } | { readonly outcome: 'busy' | 'gone' };

/** Each round ends it, or somebody else wrote a version in between; so often nobody does. */
const ROUNDS = 8;

/**
 * Brings a document and the versions of its diagram together: what was saved elsewhere goes into the document, and what was edited
 * live becomes a version, saved as by whoever edited last. It works on the journal alone, so any process can do it, whether the
 * document is open in it or not; of two at once one writes. Broken off anywhere, the next one goes on where it stood.
 */
@Injectable()
export class WriteVersion {
  /** Of one diagram this process writes one at a time: to the journal, whoever writes here is one writer, who holds the pen. */
  private readonly underWay = new Set<string>();

  constructor(
    private readonly journal: LiveJournal,
    private readonly diagrams: LiveDiagrams,
    private readonly work: DocumentWork,
  ) {}

  /** @throws AppError what saving throws, server.unavailable; the edits stay in the journal */
  async run(place: Place): Promise<Written> {
    if (this.underWay.has(place.diagramId)) return { outcome: 'busy' };
    this.underWay.add(place.diagramId);
    try {
      return await this.bringTogether(place);
    } finally {
      this.underWay.delete(place.diagramId);
    }
  }

  private async bringTogether(place: Place): Promise<Written> {
    for (let round = 0; round < ROUNDS; round++) {
      const state = await this.journal.state(place);
      const current = state && (await this.diagrams.current(place));
      if (state === undefined || current === undefined || current.deleted) return { outcome: 'gone' };
      if (current.version > state.baseVersion) await this.bringIn(place, state, current);
      else if (!state.unwritten) return { outcome: 'unchanged', version: current.version };
      else {
        const written = await this.write(place, state);
        if (written !== undefined) return written;
      }
    }
    return { outcome: 'busy' };
  }

  /** A version newer than the last we know of: one of ours, whose writer did not come to the end, or somebody's of elsewhere. */
  private async bringIn(place: Place, state: JournalState, current: CurrentText): Promise<void> {
    if (state.writing?.sha256.equals(current.sha256) === true && current.version === state.baseVersion + 1) {
      await this.journal.written(place, state.baseVersion, current, state.writing.sequence);
      return;
    }
    const rows = await this.journal.read(place, -1);
    const changes = current.text === state.baseText ? undefined : await this.work.updateOf(rows.map(({ bytes }) => bytes), state.baseText, current.text);
    await this.journal.merge(place, state.baseVersion, current, changes);
  }

  /** Undefined: another version came in between. */
  private async write(place: Place, { baseVersion, baseText, authors, owners }: JournalState): Promise<Written | undefined> {
    const rows = await this.journal.read(place, -1);
    const sequence = rows.at(-1)?.sequence ?? 0;
    const text = await this.work.textOf(rows.map(({ bytes }) => bytes), baseText);
    if (!(await this.journal.claim(place, baseVersion, sequence, this.diagrams.sha256(text)))) return { outcome: 'busy' };
    const version = await this.saveAsOneOf([...authors.toReversed(), ...owners], place, baseVersion, text);
    if (version === undefined) return undefined;
    if (!(await this.journal.written(place, baseVersion, { version, text }, sequence))) return undefined;
    return { outcome: version === baseVersion ? 'unchanged' : 'written', version };
  }

  /** Who edited last may have lost their right since; their edits count, for they had it then. Undefined: a conflict. */
  private async saveAsOneOf(people: readonly string[], { diagramId }: Place, expectedVersion: number, text: string): Promise<number | undefined> {
    let refusal: unknown = new AppError('auth.forbidden');
    for (const userId of people) {
      try {
        return await this.diagrams.save(userId, diagramId, expectedVersion, text);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.code === 'diagram.version_conflict') return undefined;
        if (error.code !== 'auth.forbidden' && error.code !== 'diagram.not_found') throw error;
        refusal = error;
      }
    }
    throw refusal;
  }
}
