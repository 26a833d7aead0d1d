import { Agent, request } from 'node:http';

/** Longer than any save may take. */
const ANSWER_MS = 20_000;

/**
 * Writers that save one after the other, each its own diagram: as fast as they are answered (run), or when told to (saveOne).
 * @param {{ origin: string, path: string, headers: Record<string, string>, withKey?: boolean }[]} targets one a writer; loopback only
 * @param {string} model the document; each save changes a comment at its end
 */
export class Writers {
  #agent;
  #writers;
  #model;
  #serial = 0;

  constructor(targets, model) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: targets.length });
    this.#writers = targets.map((target) => ({ ...target, version: 1 }));
    this.#model = model;
  }

  /** Saves for a while. Answers the saves a second and every latency in milliseconds. Throws on an answer that is not 200. */
  async run(milliseconds) {
    const latencies = [];
    const start = performance.now();
    const until = start + milliseconds;
    await Promise.all(this.#writers.map((writer) => this.#saveUntil(writer, until, latencies)));
    return { perSecond: (latencies.length * 1000) / (performance.now() - start), latencies };
  }

  /** One save, of a diagram that nobody is saving: at most as many at a time as there are targets. For an open loop. */
  async saveOne() {
    const writer = this.#writers.pop();
    if (writer === undefined) throw new Error('Every diagram is being saved already: ask for fewer at a time');
    try {
      await this.#save(writer);
    } finally {
      this.#writers.unshift(writer);
    }
  }

  close() {
    this.#agent.destroy();
  }

  async #saveUntil(writer, until, latencies) {
    while (performance.now() < until) {
      const start = performance.now();
      await this.#save(writer);
      latencies.push(performance.now() - start);
    }
  }

  #save(writer) {
    const serial = ++this.#serial;
    const body = JSON.stringify({ bpmnXml: `${this.#model}<!-- ${serial} -->` });
    const headers = {
      ...writer.headers,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'If-Match': `"${writer.version}"`,
      ...(writer.withKey ? { 'Idempotency-Key': `bench-${serial}` } : {}),
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${writer.origin}${writer.path}`, { method: 'PUT', agent: this.#agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('error', reject);
        answer.on('end', () => {
          if (answer.statusCode !== 200) return reject(new Error(`A save was answered ${answer.statusCode}: ${text.slice(0, 300)}`));
          writer.version = JSON.parse(text).version;
          return resolve();
        });
      });
      sent.setTimeout(ANSWER_MS, () => sent.destroy(new Error(`A save was not answered within ${ANSWER_MS / 1000} s`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
