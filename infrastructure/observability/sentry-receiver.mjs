import { createServer } from 'node:http';

/** What speaks as much of Sentry's protocol as its clients need: takes envelopes and keeps what is in them. */
export class SentryReceiver {
  items = [];
  bodies = [];
  #server;

  constructor(answers) {
    this.#server = createServer((request, response) => {
      const pieces = [];
      request.on('data', (piece) => pieces.push(piece)).on('end', () => {
        const body = Buffer.concat(pieces).toString('utf8');
        this.bodies.push(body);
        this.items.push(...itemsOf(body));
        if (answers) response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      });
    });
  }

  static async start(answers = true) {
    const receiver = new SentryReceiver(answers);
    await new Promise((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get dsn() {
    return `http://publickey@127.0.0.1:${this.#server.address().port}/42`;
  }

  of(type) {
    return this.items.filter((item) => item.type === type).map(({ payload }) => payload);
  }

  stop() {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

/** An envelope: a line about itself, then for each item a line about it and a line that is it. */
function itemsOf(body) {
  const lines = body.split('\n').slice(1).filter((line) => line !== '');
  return lines.flatMap((line, index) => {
    const next = lines[index + 1];
    return index % 2 === 1 || next === undefined ? [] : [{ type: String(JSON.parse(line).type), payload: JSON.parse(next) }];
  });
}
