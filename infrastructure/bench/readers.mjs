import { Agent, request } from 'node:http';

/** Readers that ask one after the other, as fast as they are answered. */
export class Readers {
  #agent;
  #targets;
  #status;

  /**
   * @param {{ url: string, headers: Record<string, string> }[]} targets one a reader; loopback only
   * @param {number} status what each request must be answered with
   */
  constructor(targets, status = 200) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: targets.length });
    this.#targets = targets;
    this.#status = status;
  }

  /** Reads for a while. Answers the requests a second and every latency in milliseconds. Throws on another status than expected. */
  async run(milliseconds) {
    const latencies = [];
    const start = performance.now();
    const until = start + milliseconds;
    await Promise.all(this.#targets.map((target) => this.#readUntil(target, until, latencies)));
    return { perSecond: (latencies.length * 1000) / (performance.now() - start), latencies };
  }

  close() {
    this.#agent.destroy();
  }

  async #readUntil(target, until, latencies) {
    while (performance.now() < until) {
      const start = performance.now();
      await this.#read(target);
      latencies.push(performance.now() - start);
    }
  }

  #read({ url, headers }) {
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent: this.#agent, headers }, (answer) => {
        answer.on('data', () => undefined).on('error', reject);
        answer.on('end', () => (answer.statusCode === this.#status ? resolve() : reject(new Error(`${url} was answered ${answer.statusCode}`))));
      });
      sent.on('error', reject);
      sent.end();
    });
  }
}
