import { Injectable } from '@nestjs/common';
import type { SearchDocument } from '../domain/search-document.js';
import { DiagramWalk, SearchableDiagrams, type DiagramRef, type FillTarget, type WalkedDiagram, type WalkScope } from './ports.js';

/** Diagrams of one step, which is written and noted as a whole. */
const STEP = 100;
/** Documents read at once; the threads that read them are as many. */
const AT_ONCE = 2;

export interface FillOptions extends WalkScope {
  readonly targets: readonly FillTarget[];
  readonly signal: AbortSignal;
  /** Which diagrams are written; without it all. */
  readonly wanted?: (diagram: WalkedDiagram) => boolean;
  readonly onProgress?: (done: number) => void;
}

/**
 * Walks over the diagrams and writes what can be found of them, in bounded steps, beside whatever is saved meanwhile: each
 * is read as it is at that moment, and an index never goes back to an older version.
 */
@Injectable()
export class FillSearch {
  constructor(
    private readonly walk: DiagramWalk,
    private readonly diagrams: SearchableDiagrams,
  ) {}

  /** @returns whether it came to the end; not when the signal stopped it between two steps */
  async run({ targets, signal, workspaceId, since, wanted = () => true, onProgress }: FillOptions): Promise<boolean> {
    let after = targets.find((target) => target.after !== undefined)?.after;
    for (let done = 0; ; ) {
      if (signal.aborted) return false;
      const step = await this.walk.next(after, STEP, { workspaceId, since });
      const last = step.at(-1);
      if (last === undefined) break;
      const documents = await this.read(step.filter(wanted), signal);
      after = { workspaceId: last.workspaceId, diagramId: last.diagramId };
      for (const target of targets) {
        await target.write(documents);
        await target.note(after);
      }
      onProgress?.((done += step.length));
    }
    for (const target of targets) await target.complete();
    return true;
  }

  private async read(refs: readonly DiagramRef[], signal: AbortSignal): Promise<SearchDocument[]> {
    const documents: SearchDocument[] = [];
    const waiting = [...refs];
    const worker = async (): Promise<void> => {
      for (let ref = waiting.shift(); ref !== undefined; ref = waiting.shift()) {
        signal.throwIfAborted();
        const found = await this.diagrams.readOrTitle(ref);
        if (!('gone' in found)) documents.push(found);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return documents;
  }
}
