import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SentryItem {
  /** event, transaction, ... */
  readonly type: string;
  readonly payload: Record<string, unknown>;
}

/** What speaks as much of Sentry's protocol as its clients need: takes envelopes and keeps what is in them. */
export class SentryReceiver {
  readonly items: SentryItem[] = [];
  /** Every body as it came. */
  readonly bodies: string[] = [];
  private readonly server: Server;

  private constructor(private readonly answers: boolean) {
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        const body = Buffer.concat(pieces).toString('utf8');
        this.bodies.push(body);
        this.items.push(...itemsOf(body));
        if (this.answers) response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      });
    });
  }

  /** @param answers false: it takes everything and never says a word */
  static async start(answers = true): Promise<SentryReceiver> {
    const receiver = new SentryReceiver(answers);
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get dsn(): string {
    return `http://publickey@127.0.0.1:${(this.server.address() as AddressInfo).port}/42`;
  }

  of(type: string): Record<string, unknown>[] {
    return this.items.filter((item) => item.type === type).map(({ payload }) => payload);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}

/** An envelope: a line about itself, then for each item a line about it and a line that is it. */
function itemsOf(body: string): SentryItem[] {
  const lines = body.split('\n').slice(1).filter((line) => line !== '');
  return lines.flatMap((line, index) => {
    const next = lines[index + 1];
    return index % 2 === 1 || next === undefined ? [] : [{ type: String((JSON.parse(line) as { type: unknown }).type), payload: JSON.parse(next) as Record<string, unknown> }];
  });
}
