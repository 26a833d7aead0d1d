import { Agent, request } from 'node:http';

/** Askers that ask one question after the other, each made when its turn comes, as fast as they are answered. */
export class Asker {
  #agent;
  #ask;
  #atOnce;
  #status;

  /**
   * @param {(asker: number) => { url: string, method?: string, headers: Record<string, string>, body?: string }} ask makes the next question of an
   *   asker (0, 1, 2 ...); loopback only
   * @param {number} atOnce how many askers
   * @param {number} status what each question must be answered with
   */
  constructor(ask, atOnce, status = 200) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: atOnce });
    this.#ask = ask;
    this.#atOnce = atOnce;
    this.#status = status;
  }

  /** Asks for a while. Answers the requests a second and every latency in milliseconds. Throws on another status than expected. */
  async run(milliseconds) {
    const latencies = [];
    const start = performance.now();
    const until = start + milliseconds;
    const askUntil = async (_, asker) => {
      while (performance.now() < until) {
        const asked = performance.now();
        await this.once(asker);
        latencies.push(performance.now() - asked);
      }
    };
    await Promise.all(Array.from({ length: this.#atOnce }, askUntil));
    return { perSecond: (latencies.length * 1000) / (performance.now() - start), latencies };
  }

  close() {
    this.#agent.destroy();
  }

  /** Asks once; answers the text. */
  once(asker = 0) {
    const { url, method = 'GET', headers, body } = this.#ask(asker);
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent: this.#agent, method, headers: body === undefined ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body) } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('error', reject);
        answer.on('end', () => (answer.statusCode === this.#status ? resolve(text) : reject(new Error(`${method} ${url} was answered ${answer.statusCode}: ${text.slice(0, 200)}`))));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
