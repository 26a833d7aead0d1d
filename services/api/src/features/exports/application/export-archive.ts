import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { EXPORT_LIMITS, type DiagramSummary } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { Clock } from '../../../kernel/clock.js';
import { Diagrams, sha256, type Author, type Place } from '../../diagrams/index.js';
import { ArchiveNames } from '../domain/archive-names.js';
import { ExportDiagram, type DiagramExport } from './export-diagram.js';
import { Projects, type ArchiveEntry, type ExportWish } from './ports.js';

export interface ArchiveRequest {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly projectId: string | undefined;
  readonly wish: ExportWish;
}

/** What the manifest says of a diagram. */
interface Listed {
  readonly id: string;
  readonly title: string;
  readonly project: string | null;
  readonly version: number;
  readonly updatedAt: string;
  readonly file: string;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
}

const PAGE = 100;
/** Whoever is busy gets this long to be free again: an archive ends half-way rather than leaving something out unsaid. */
const TRIES = 6;
const PAUSE_MS = 2_000;

/** The diagrams of a workspace or project, one file after the other, then what they are and what went wrong. */
@Injectable()
export class ExportArchive {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly projects: Projects,
    private readonly exportOne: ExportDiagram,
    private readonly clock: Clock,
  ) {}

  /**
   * @param gone aborted when nobody reads any more
   * @throws AppError project.not_found, and what Diagrams throws, before the first entry is asked for
   */
  async run(author: Author, request: ArchiveRequest, gone: AbortSignal): Promise<AsyncGenerator<ArchiveEntry>> {
    const names = await this.projects.names(request.workspace.id, author.userId);
    if (request.projectId !== undefined && !names.has(request.projectId)) throw new AppError('project.not_found');
    const first = await this.page(author, request);
    return this.entries({ author, request, gone }, names, first);
  }

  private async *entries(task: Task, projects: ReadonlyMap<string, string>, first: ListPage): AsyncGenerator<ArchiveEntry> {
    const names = new ArchiveNames(projects);
    const listed: Listed[] = [];
    const troubles: string[] = [];
    let bytes = 0;
    for await (const diagram of this.all(task, first)) {
      if (listed.length >= EXPORT_LIMITS.diagrams || bytes >= EXPORT_LIMITS.bytes) {
        troubles.push(`More diagrams are not in this archive: it ends after ${EXPORT_LIMITS.diagrams} diagrams or ${EXPORT_LIMITS.bytes / 1024 / 1024} MB. Export project by project.`);
        break;
      }
      const made = await this.make(task, diagram, troubles);
      if (made === undefined) continue;
      const file = names.of({ ...diagram, title: made.facts.title }, made.format);
      bytes += made.bytes.length;
      listed.push({
        id: diagram.id, title: made.facts.title, project: diagram.projectId === null ? null : (projects.get(diagram.projectId) ?? null),
        version: made.facts.version, updatedAt: made.facts.savedAt, file, sha256: sha256(made.bytes).toString('hex'),
      });
      yield { name: file, bytes: made.bytes, modified: new Date(made.facts.savedAt) };
    }
    yield* this.closing(task.request, listed, troubles);
  }

  private *closing({ workspace, wish }: ArchiveRequest, diagrams: readonly Listed[], troubles: readonly string[]): Generator<ArchiveEntry> {
    const modified = this.clock.now();
    const text = (content: string) => Buffer.from(content, 'utf8');
    if (troubles.length > 0) yield { name: 'errors.txt', bytes: text(`${troubles.join('\n')}\n`), modified };
    const manifest = { exportedAt: modified.toISOString(), workspace, format: wish.format, complete: troubles.length === 0, diagrams };
    yield { name: 'manifest.json', bytes: text(`${JSON.stringify(manifest, null, 2)}\n`), modified };
  }

  /** The file of a diagram; its BPMN where it cannot be drawn; undefined where it was deleted meanwhile. */
  private async make(task: Task, diagram: DiagramSummary, troubles: string[], wish = task.request.wish): Promise<DiagramExport | undefined> {
    const { id, title } = diagram;
    try {
      return await patiently(task.gone, () => this.exportOne.run(task.author, id, wish));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'diagram.not_found') return undefined;
      if (error.code !== 'diagram.not_renderable') throw error;
      const made = await this.make(task, diagram, troubles, { ...wish, format: 'bpmn' });
      if (made !== undefined) troubles.push(`${title} (${id}): not drawn, its BPMN file is here instead. ${error.detail}`);
      return made;
    }
  }

  private async *all({ author, request, gone }: Task, first: ListPage): AsyncGenerator<DiagramSummary> {
    for (let page = first; ; page = await patiently(gone, () => this.page(author, request, page.next))) {
      yield* page.diagrams;
      if (page.next === undefined) return;
    }
  }

  /** In an order that saving meanwhile does not change. */
  private async page(author: Author, { workspace, projectId }: ArchiveRequest, after?: Place): Promise<ListPage> {
    const { items } = await this.diagrams.list(author, { workspaceId: workspace.id, projectId, search: undefined, order: 'created', deleted: false, limit: PAGE, after });
    return { diagrams: items.map(({ diagram }) => diagram), next: items.length < PAGE ? undefined : items.at(-1)?.place };
  }
}

interface Task {
  readonly author: Author;
  readonly request: ArchiveRequest;
  readonly gone: AbortSignal;
}

interface ListPage {
  readonly diagrams: readonly DiagramSummary[];
  readonly next: Place | undefined;
}

async function patiently<T>(gone: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries >= TRIES || !(error instanceof AppError) || error.code !== 'server.unavailable') throw error;
      await pause(PAUSE_MS, undefined, { signal: gone });
    }
  }
}
