import { randomUUID } from 'node:crypto';
import type { Document } from '@hocuspocus/server';
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { z } from 'zod';
import type { Notices } from '../../../platform/notices/index.js';
import { FROM_ELSEWHERE } from './live-rooms.js';

const CHANNEL = 'live';
/** NOTIFY takes 8,000 bytes; this leaves room for base64 and for what stands around it. */
const MOST_PRESENCE_BYTES = 5_000;
const PRESENCE_PAUSE_MS = 100;
/** A process that has not said a word for so long is gone. */
const HELLO_MS = 5_000;
const GONE_MS = 15_000;

const noticeSchema = z.discriminatedUnion('say', [
  z.strictObject({ say: z.literal('hello'), from: z.string() }),
  /** There are new rows in a journal. */
  z.strictObject({ say: z.literal('rows'), from: z.string(), diagram: z.string() }),
  z.strictObject({ say: z.literal('presence'), from: z.string(), diagram: z.string(), update: z.string() }),
  /** Somebody opened a document, and wants to see who is in it. */
  z.strictObject({ say: z.literal('who'), from: z.string(), diagram: z.string() }),
]);
type Notice = z.output<typeof noticeSchema>;
type Said = { readonly [Say in Notice['say']]: Omit<Extract<Notice, { say: Say }>, 'from'> }[Notice['say']];

export interface WireParts {
  readonly documentOf: (diagramId: string) => Document | undefined;
  readonly onRows: (diagramId: string) => void;
}

/**
 * What processes tell each other of open documents: that there are new rows, and where people are. All of it may get lost, since rows
 * are looked for every second and people move on. While this process is alone it says nothing but hello.
 */
export class LiveWire {
  private readonly me = randomUUID();
  private readonly others = new Map<string, number>();
  private readonly moved = new Map<string, { readonly document: Document; readonly people: Set<number> }>();
  private timer: NodeJS.Timeout | undefined;
  private saidHello = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly notices: Notices,
    private readonly parts: WireParts,
  ) {}

  listen(): void {
    this.notices.subscribe(CHANNEL, (payload) => this.hear(payload));
  }

  /** Called every second. */
  beat(now: number): void {
    for (const [other, heard] of this.others) if (now - heard > GONE_MS) this.others.delete(other);
    if (now - this.saidHello < HELLO_MS) return;
    this.saidHello = now;
    this.say({ say: 'hello' });
  }

  rows(diagramId: string): void {
    if (this.others.size > 0) this.say({ say: 'rows', diagram: diagramId });
  }

  opened(diagramId: string): void {
    if (this.others.size > 0) this.say({ say: 'who', diagram: diagramId });
  }

  /** Somebody moved; what comes within a moment goes out together. */
  presence(diagramId: string, document: Document, people: readonly number[]): void {
    if (this.others.size === 0) return;
    const known = this.moved.get(diagramId)?.people ?? new Set<number>();
    for (const one of people) known.add(one);
    this.moved.set(diagramId, { document, people: known });
    this.timer ??= setTimeout(() => this.sendPresence(), PRESENCE_PAUSE_MS).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private sendPresence(): void {
    this.timer = undefined;
    const moved = [...this.moved];
    this.moved.clear();
    for (const [diagram, { document, people }] of moved) {
      for (const update of inPieces(document, [...people])) this.say({ say: 'presence', diagram, update: Buffer.from(update).toString('base64') });
    }
  }

  private say(notice: Said): void {
    this.notices.publish(CHANNEL, JSON.stringify({ from: this.me, ...notice }));
  }

  private hear(payload: string): void {
    const parsed = noticeSchema.safeParse(JSON.parse(payload));
    if (!parsed.success || parsed.data.from === this.me) return;
    const notice = parsed.data;
    const isNew = !this.others.has(notice.from);
    this.others.set(notice.from, performance.now());
    if (isNew) this.say({ say: 'hello' });
    if (notice.say === 'hello') return;
    if (notice.say === 'rows') return this.parts.onRows(notice.diagram);
    const document = this.parts.documentOf(notice.diagram);
    if (document === undefined) return;
    if (notice.say === 'presence') applyAwarenessUpdate(document.awareness, Buffer.from(notice.update, 'base64'), FROM_ELSEWHERE);
    else this.presence(notice.diagram, document, [...document.awareness.getStates().keys()]);
  }
}

/** Presence of people in as few pieces as a notice can carry. Whoever shows more than fits into one is left out. */
function inPieces({ awareness }: Document, people: readonly number[]): Uint8Array[] {
  const known = people.filter((one) => awareness.meta.has(one));
  if (known.length === 0) return [];
  const whole = encodeAwarenessUpdate(awareness, known);
  if (whole.length <= MOST_PRESENCE_BYTES) return [whole];
  if (known.length === 1) return [];
  const half = Math.ceil(known.length / 2);
  return [known.slice(0, half), known.slice(half)].flatMap((part) => inPieces({ awareness } as Document, part));
}
