import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../kernel/app-error.js';
import { DocumentWork, LiveDiagrams, LiveJournal, type Base, type CurrentText, type JournalState, type Place, type Row, type Standing } from './ports.js';
import { WriteVersion } from './write-version.js';

const PLACE = { workspaceId: 'w', diagramId: 'd' };
const bytes = (text: string) => new TextEncoder().encode(text);
const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** A journal of words: its document is all of them, one behind the other. */
class Words extends LiveJournal {
  rows: string[] = ['one'];
  base: Base = { version: 1, text: 'one' };
  unwritten = false;
  authors = ['ann', 'bob'];
  writing: JournalState['writing'];
  free = true;
  diesBeforeWritten = false;

  async read(): Promise<readonly Row[]> {
    return this.rows.map((text, sequence) => ({ sequence, bytes: bytes(text) }));
  }
  async state(): Promise<JournalState> {
    const { base, unwritten, authors, writing } = this;
    return { sequence: this.rows.length - 1, snapshotSequence: 0, baseVersion: base.version, baseText: base.text, unwritten, authors, owners: ['owner'], writing };
  }
  async claim(_place: Place, _from: number, sequence: number, digest: Buffer): Promise<boolean> {
    if (this.free) this.writing = { sequence, sha256: digest };
    return this.free;
  }
  async written(_place: Place, from: number, base: Base, sequence: number): Promise<boolean> {
    if (this.diesBeforeWritten) throw new Error('killed');
    if (from !== this.base.version) return false;
    this.base = base;
    this.unwritten = this.rows.length - 1 > sequence;
    this.writing = undefined;
    return true;
  }
  async merge(_place: Place, from: number, base: Base, update: Uint8Array | undefined): Promise<boolean> {
    if (from !== this.base.version) return false;
    if (update !== undefined) this.rows.push(new TextDecoder().decode(update));
    this.base = base;
    this.writing = undefined;
    return true;
  }
  edit(word: string): void {
    this.rows.push(word);
    this.unwritten = true;
  }
  async append(): Promise<number> {
    throw new Error('not asked for');
  }
  async seed(): Promise<boolean> {
    throw new Error('not asked for');
  }
  async compact(): Promise<void> {
    throw new Error('not asked for');
  }
  async look(): Promise<readonly Standing[]> {
    throw new Error('not asked for');
  }
}

class Saved extends LiveDiagrams {
  versions = ['one'];
  by: string[] = [];
  readonly refuses = new Map<string, AppError>();
  deleted = false;
  /** What happens just before a save. */
  meanwhile = (): void => undefined;

  async current(): Promise<CurrentText> {
    const text = this.versions.at(-1)!;
    return { version: this.versions.length, text, sha256: sha256(text), deleted: this.deleted };
  }
  override sha256(text: string): Buffer {
    return sha256(text);
  }
  async save(userId: string, _diagram: string, expected: number, text: string): Promise<number> {
    this.meanwhile();
    const refusal = this.refuses.get(userId);
    if (refusal !== undefined) throw refusal;
    if (expected !== this.versions.length) throw new AppError('diagram.version_conflict');
    if (text !== this.versions.at(-1)) {
      this.versions.push(text);
      this.by.push(userId);
    }
    return this.versions.length;
  }
}

class Joined extends DocumentWork {
  async stateOf(text: string): Promise<Uint8Array> {
    return bytes(text);
  }
  async textOf(state: readonly Uint8Array[]): Promise<string> {
    return state.map((one) => new TextDecoder().decode(one)).join(' ');
  }
  async updateOf(_state: readonly Uint8Array[], before: string, after: string): Promise<Uint8Array | undefined> {
    return bytes(`[${before} -> ${after}]`);
  }
}

function given() {
  const [journal, diagrams] = [new Words(), new Saved()];
  const version = new WriteVersion(journal, diagrams, new Joined());
  return { journal, diagrams, write: () => version.run(PLACE) };
}

describe('a version of a live document', () => {
  it('holds all there is, saved by who edited last', async () => {
    const { journal, diagrams, write } = given();
    journal.edit('two');
    expect(await write()).toEqual({ outcome: 'written', version: 2 });
    expect([diagrams.versions.at(-1), diagrams.by, journal.unwritten, journal.base]).toEqual(['one two', ['bob'], false, { version: 2, text: 'one two' }]);
  });

  it('is not made when there is nothing to write', async () => {
    expect(await given().write()).toEqual({ outcome: 'unchanged', version: 1 });
  });

  it('is made of what came in between first, when somebody saves in that very moment', async () => {
    const { journal, diagrams, write } = given();
    journal.edit('two');
    diagrams.meanwhile = () => {
      diagrams.meanwhile = () => undefined;
      diagrams.versions.push('else');
    };
    expect(await write()).toEqual({ outcome: 'written', version: 3 });
    expect(diagrams.versions).toEqual(['one', 'else', 'one two [one -> else]']);
  });

  it('that was saved by a process which then died is known again, and not taken for somebody’s', async () => {
    const { journal, diagrams, write } = given();
    journal.edit('two');
    journal.diesBeforeWritten = true;
    await expect(write()).rejects.toThrow('killed');
    journal.diesBeforeWritten = false;
    journal.edit('three');
    expect(await write()).toEqual({ outcome: 'written', version: 3 });
    expect([diagrams.versions, journal.rows]).toEqual([['one', 'one two', 'one two three'], ['one', 'two', 'three']]);
  });

  it('is left to whoever holds the pen', async () => {
    const { journal, diagrams, write } = given();
    journal.edit('two');
    journal.free = false;
    expect(await write()).toEqual({ outcome: 'busy' });
    expect(diagrams.versions).toEqual(['one']);
  });

  it('is written by one at a time in a process, whose pen is one', async () => {
    const { journal, diagrams, write } = given();
    journal.edit('two');
    expect(await Promise.all([write(), write()])).toEqual([{ outcome: 'written', version: 2 }, { outcome: 'busy' }]);
    expect(await write()).toEqual({ outcome: 'unchanged', version: 2 });
    diagrams.refuses.set('bob', new AppError('server.unavailable'));
    journal.edit('three');
    await expect(write()).rejects.toMatchObject({ code: 'server.unavailable' });
    diagrams.refuses.clear();
    expect(await write()).toEqual({ outcome: 'written', version: 3 });
  });

  it('is saved by another author, then by an owner, when who edited last has lost their right', async () => {
    const { journal, diagrams, write } = given();
    journal.edit('two');
    diagrams.refuses.set('bob', new AppError('auth.forbidden'));
    await write();
    journal.edit('three');
    diagrams.refuses.set('ann', new AppError('diagram.not_found'));
    await write();
    expect(diagrams.by).toEqual(['ann', 'owner']);
  });

  it('waits when it cannot be saved: the edits stay where they are', async () => {
    const { journal, diagrams, write } = given();
    journal.edit('two');
    diagrams.refuses.set('bob', new AppError('server.unavailable'));
    await expect(write()).rejects.toMatchObject({ code: 'server.unavailable' });
    expect(journal.unwritten).toBe(true);
  });

  it('is not made of a diagram in the trash', async () => {
    const { journal, diagrams, write } = given();
    journal.edit('two');
    diagrams.deleted = true;
    expect(await write()).toEqual({ outcome: 'gone' });
  });
});
