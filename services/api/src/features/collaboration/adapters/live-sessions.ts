import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Seldom } from '../../../kernel/seldom.js';
import { Config } from '../../../platform/config/index.js';
import { Notices } from '../../../platform/notices/index.js';
import { OpenJournal } from '../application/open-journal.js';
import { LiveJournal, type Place, type Standing } from '../application/ports.js';
import { VersionSchedule } from '../application/version-schedule.js';
import { WriteVersion, type Written } from '../application/write-version.js';
import { recordVersion } from './live-metrics.js';
import type { LiveRoom } from './live-room.js';
import { LiveRooms } from './live-rooms.js';
import { LiveWire } from './live-wire.js';

const BEAT_MS = 1_000;
const LOG_PAUSE_MS = 10_000;

/**
 * The documents people edit in this process, kept in step with the journal, the other processes and the versions. Every second all
 * of them are compared with the database, which heals whatever got lost on the way.
 */
@Injectable()
export class LiveSessions implements BeforeApplicationShutdown {
  readonly rooms: LiveRooms;
  private readonly logger = new Logger(LiveSessions.name);
  private readonly seldom = new Seldom(LOG_PAUSE_MS);
  private readonly wire: LiveWire;
  private readonly schedule: VersionSchedule;
  private readonly bases = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    config: Config,
    private readonly journal: LiveJournal,
    open: OpenJournal,
    writeVersion: WriteVersion,
    notices: Notices,
  ) {
    const { restSeconds, versionSeconds, documents: mostDocuments } = config.live;
    this.schedule = new VersionSchedule({ restMs: restSeconds * 1_000, longestMs: versionSeconds * 1_000 }, { write: (place) => writeVersion.run(place), onEnd: (place, end) => this.ended(place, end) });
    this.rooms = new LiveRooms({
      journal,
      open,
      mostDocuments,
      onAppended: (place) => {
        this.schedule.edited(place, performance.now());
        this.wire.rows(place.diagramId);
      },
      onPresence: (place, document, people) => this.wire.presence(place.diagramId, document, people),
      onOpened: (place) => this.wire.opened(place.diagramId),
      onLeft: (place) => {
        this.bases.delete(place.diagramId);
        this.schedule.ask(place);
      },
      onWish: (place) => this.schedule.ask(place),
    });
    this.wire = new LiveWire(notices, { documentOf: (id) => this.rooms.documentOf(id), onRows: (id) => this.catchUp(this.rooms.roomOf(id)) });
  }

  /** Begins to hear, and to look. */
  start(): void {
    this.wire.listen();
    this.timer = setInterval(() => this.beat(), BEAT_MS);
  }

  /** All edits that were taken are in the journal, or have failed. */
  async settled(): Promise<void> {
    await Promise.all(this.rooms.all().map((room) => room.settled()));
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.wire.stop();
    await Promise.all([this.looking, this.settled(), this.schedule.stop()]);
  }

  private beat(): void {
    const now = performance.now();
    this.rooms.beat();
    this.wire.beat(now);
    this.schedule.beat(now);
    this.look();
  }

  private look(): void {
    this.looking ??= this.compare()
      .catch((error: unknown) => this.complain('Live documents could not be compared with the database', error))
      .finally(() => (this.looking = undefined));
  }

  private async compare(): Promise<void> {
    const rooms = this.rooms.all();
    if (rooms.length === 0) return;
    const standings = new Map((await this.journal.look(rooms.map(({ place }) => place))).map((one) => [one.diagramId, one]));
    for (const room of rooms) {
      const standing = standings.get(room.place.diagramId);
      if (standing === undefined || standing.deleted) this.rooms.abandon(room.place.diagramId, 4404, 'the diagram is gone');
      else this.settle(room, standing);
    }
    for (const room of rooms) await room.tidy(performance.now());
  }

  private settle(room: LiveRoom, { sequence, version, baseVersion, diagramId }: Standing): void {
    if (sequence > room.known) this.catchUp(room);
    if (version > baseVersion) this.schedule.bringIn(room.place, performance.now());
    const base = this.bases.get(diagramId);
    this.bases.set(diagramId, baseVersion);
    if (base === undefined) this.schedule.edited(room.place, performance.now()); // whoever had it open before may have died over a version
    if (base !== undefined && baseVersion > base) this.rooms.tell(diagramId, { type: 'written', version: baseVersion });
  }

  private catchUp(room: LiveRoom | undefined): void {
    if (room === undefined) return;
    this.schedule.edited(room.place, performance.now());
    room.catchUp().catch((error: unknown) => this.complain('Rows of a live document could not be read', error));
  }

  private ended({ diagramId }: Place, end: Written | Error): void {
    recordVersion(end instanceof Error ? 'failed' : end.outcome);
    if (!(end instanceof Error)) return this.look();
    this.rooms.tell(diagramId, { type: 'not_written' });
    this.complain('A version of a live document could not be written, and is tried again; its edits are in the journal', end);
  }

  private complain(what: string, error: unknown): void {
    if (this.seldom.allows()) this.logger.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
